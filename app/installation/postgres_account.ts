import { chown, stat } from 'node:fs/promises'
import { getuid } from 'node:process'
import { runCommand } from '#app/process/command'
import { StartError } from '#app/process/start_error'

/** The name that distributions give PostgreSQL's user; made where it does not exist. */
const ACCOUNT_NAME = 'postgres'

/**
 * What an account may lack to reach a project that lies below a private folder, such as a clone
 * in /root: first to enter folders and read files, then also to run programs that are the
 * owner's alone. The second is the only one of the two that containers grant by default.
 */
const CAPABILITIES = ['', 'dac_read_search', 'dac_override']

/**
 * The operating system's account that PostgreSQL runs as, since it refuses root: our own, or
 * for root the account that owns the cluster or else `postgres`.
 */
export class PostgresAccount {
  readonly #ids?: { uid: number; gid: number }
  #capability = ''

  private constructor(ids?: { uid: number; gid: number }) {
    this.#ids = ids
  }

  /** `cluster` need not exist yet, `dataDir` must. `program` is one that the account shall run. */
  static async choose(cluster: string, dataDir: string, program: string) {
    if (getuid?.() !== 0) return new PostgresAccount()

    const account = new PostgresAccount((await ownerOf(cluster)) ?? (await systemAccount()))
    await account.#ensureReach(dataDir, program)
    return account
  }

  /** Runs a program as this account and returns its output. */
  run(program: string, args: string[], input?: string) {
    const options = { cwd: '/', input }
    if (!this.#ids) return runCommand(program, args, options)
    if (!this.#capability) return runCommand(program, args, { ...options, ...this.#ids })

    const { uid, gid } = this.#ids
    const grant = `+${this.#capability}`
    const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
    // Without the last, access(2) leaves the capability out of account, and PostgreSQL asks it.
    const rights = [
      `--inh-caps=${grant}`,
      `--ambient-caps=${grant}`,
      '--securebits=+no_setuid_fixup',
    ]
    return runCommand('setpriv', [...identity, ...rights, '--', program, ...args], options)
  }

  async own(path: string) {
    if (this.#ids) await chown(path, this.#ids.uid, this.#ids.gid)
  }

  async #ensureReach(dataDir: string, program: string) {
    let refusal: unknown
    for (this.#capability of CAPABILITIES) {
      try {
        await this.run('/bin/sh', ['-c', 'cd "$0" && "$1" --version', dataDir, program])
        return
      } catch (error) {
        refusal = error
      }
    }
    throw new StartError(
      `PostgreSQL can't run as root, and the user "${ACCOUNT_NAME}" can't reach ${dataDir}: ` +
        'move the project and DATA_DIR below a folder that everybody may enter, or start as another user.',
      { cause: refusal }
    )
  }
}

async function ownerOf(path: string) {
  const found = await stat(path).catch(() => undefined)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

async function systemAccount() {
  const id = async (kind: string) => Number(await runCommand('id', [kind, ACCOUNT_NAME]))
  try {
    await id('-u').catch(() => createSystemAccount())
    return { uid: await id('-u'), gid: await id('-g') }
  } catch (cause) {
    throw new StartError(
      `PostgreSQL can't run as root, and no user "${ACCOUNT_NAME}" could be made: create it, or start as another user.`,
      { cause }
    )
  }
}

function createSystemAccount() {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
  return runCommand('useradd', [...flags, ACCOUNT_NAME])
}
