import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readIfPresent, writeDurably } from '#embedded/files'
import { freePort } from '#embedded/free_port'
import { PostgresAccount } from '#embedded/postgres_account'
import { findPostgresBinaries } from '#embedded/postgres_binaries'
import { DATABASE_NAME, PostgresCluster } from '#embedded/postgres_cluster'
import { postgresSettings } from '#embedded/postgres_settings'
import { isRunning } from '#embedded/process_identity'
import { StartError } from '#embedded/start_error'
import { embeddedFiles } from '#embedded/variables'

/** How long to wait for what passes by itself, in milliseconds. */
const START_DEADLINE = 30_000

/** Another program took the port first; or processes of a killed server are still ending. */
const PASSING_REFUSALS = /TCP\/IP socket|shared memory block/

/**
 * The PostgreSQL server of one data folder, in a session of its own: a signal to our process
 * group does not reach it. The caller holds the folder's lock.
 */
export class EmbeddedPostgres {
  readonly #cluster: PostgresCluster
  /** The address with the application's role and its password. */
  readonly url: string

  private constructor(cluster: PostgresCluster, url: string) {
    this.#cluster = cluster
    this.url = url
  }

  /**
   * Starts the server below `dataDir`, an absolute path, and makes its data first if need be.
   * One that a crash left running is ended before. Other processes find the address in
   * `postgres.url`.
   */
  static async start(dataDir: string, settings: Record<string, string> = {}) {
    const binaries = await findPostgresBinaries()
    const folder = join(dataDir, 'postgres')
    const account = await PostgresAccount.choose(folder, dataDir, binaries.postgres)
    const cluster = new PostgresCluster(folder, account, binaries)

    const file = join(dataDir, embeddedFiles.databaseUrl)
    const address = (await readAddress(file)) ?? newAddress()
    await writeDurably(file, address.href)
    await cluster.ensure(address.password)
    await endLeftover(cluster)

    const deadline = Date.now() + START_DEADLINE
    for (;;) {
      address.port = String(await freePort(Number(address.port)))
      const all = { ...postgresSettings, ...settings, port: address.port }
      const refusal = await launch(cluster, all)
      if (!refusal) break
      if (!PASSING_REFUSALS.test(refusal.message) || Date.now() > deadline) throw refusal
      await delay(250)
    }
    await writeDurably(file, address.href)
    return new EmbeddedPostgres(cluster, address.href)
  }

  /** Ends connections and server, with everything on disk. */
  stop() {
    return stopServer(this.#cluster)
  }
}

async function readAddress(file: string) {
  const text = await readIfPresent(file)
  return text === undefined ? undefined : new URL(text)
}

function newAddress() {
  const password = randomBytes(24).toString('base64url')
  return new URL(`postgres://${DATABASE_NAME}:${password}@127.0.0.1/${DATABASE_NAME}`)
}

async function endLeftover(cluster: PostgresCluster) {
  const lock = join(cluster.folder, 'postmaster.pid')
  const text = await readIfPresent(lock)
  if (text === undefined) return

  if (await isRunning(Number.parseInt(text), `-D ${cluster.folder} `)) {
    await stopServer(cluster)
  } else {
    // The number may be a stranger's or a zombie's by now, and PostgreSQL would take either for
    // a server. Ours it knows not to be one. The file must stay: by the rest of it PostgreSQL
    // finds out whether processes of the dead server are still at the data.
    await writeFile(lock, text.replace(/^\d+/, String(process.pid)))
  }
}

/** Starts the server and waits until it accepts connections; the reason where it does not. */
async function launch(cluster: PostgresCluster, settings: Record<string, string>) {
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  const log = join(cluster.folder, 'server.log')
  try {
    const to = ['-D', cluster.folder, '-l', log, '-o', flags.join(' ')]
    await cluster.account.run(cluster.binaries.pg_ctl, ['start', '-w', '-t', '60', ...to])
  } catch (cause) {
    const text = await readIfPresent(log)
    const reason = text?.split('\n').findLast((line) => line.includes('FATAL')) ?? 'unknown reason'
    return new StartError(`PostgreSQL did not start (${reason}). All of it is in ${log}.`, {
      cause,
    })
  }
}

async function stopServer({ account, binaries, folder }: PostgresCluster) {
  const stop = (mode: string) =>
    account.run(binaries.pg_ctl, ['stop', '-w', '-t', '30', '-m', mode, '-D', folder])
  // A stuck disk can keep a fast stop waiting; an immediate one is repaired at the next start.
  await stop('fast').catch(() => stop('immediate'))
}
