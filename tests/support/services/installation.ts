import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { removeFolder } from '#tests/support/services/temporary_folder'

/** Outside services that the suite was given are the installation's too; the database is its own. */
const KEPT_VARIABLES = /^(PATH|HOME|ENV_PATH|NODE_V8_COVERAGE|REDIS_URL|S3_\w+)$/

/** What `npm start` runs on one data folder, seen from outside. */
export class Installation {
  constructor(
    readonly dataDir: string,
    readonly variables: NodeJS.ProcessEnv = {}
  ) {}

  /** The same as `npm start`, on a free port. */
  start(...flags: string[]) {
    return this.#run(['--import=./bin/node_version.js', 'bin/start.ts', ...flags])
  }

  /** The same as `node ace` beside it, whether it runs or not. */
  ace(args: string[], variables: NodeJS.ProcessEnv = {}) {
    return this.#run(['ace.js', ...args], variables)
  }

  /** Starts it, and returns once it has said that it is ready, with the address of its API. */
  async startReady(...flags: string[]) {
    const program = this.start(...flags)
    const [, url] = await program.says(/is ready after[^]*?API\s+(\S+)/, 120_000)
    return Object.assign(program, { url })
  }

  /** The process numbers of all that belongs to it, supervisor and PostgreSQL included. */
  async processes() {
    const mark = `DATA_DIR=${this.dataDir}\0`
    const entries = await readdir('/proc')
    const numbers = entries.filter((name) => /^\d+$/.test(name)).map(Number)
    const environments = await Promise.all(
      numbers.map((pid) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''))
    )
    return numbers.filter((_, index) => environments[index].includes(mark))
  }

  async processOf(service: 'api' | 'worker' | 'postgres') {
    const file = service === 'postgres' ? 'postgres/postmaster.pid' : `${service}.pid`
    return Number.parseInt(await readFile(join(this.dataDir, file), 'utf8'))
  }

  get hasPostgres() {
    return existsSync(join(this.dataDir, 'postgres'))
  }

  /** Waits until nothing of it runs any more. */
  async isGone() {
    const isEmpty = async () => {
      const left = await this.processes()
      return left.length === 0
    }
    await eventually(isEmpty, { deadline: 45_000 })
  }

  async remove() {
    await this.killAll()
    await removeFolder(this.dataDir)
  }

  async killAll() {
    for (const pid of await this.processes()) process.kill(pid, 'SIGKILL')
    await this.isGone()
  }

  #run(args: string[], variables: NodeJS.ProcessEnv = {}) {
    const kept = Object.entries(process.env).filter(([name]) => KEPT_VARIABLES.test(name))
    return new ChildProgram(args, {
      ...Object.fromEntries(kept),
      PORT: '0',
      QUEUE_NAME: basename(this.dataDir),
      DATA_DIR: this.dataDir,
      S3_PREFIX: basename(this.dataDir),
      ...this.variables,
      ...variables,
    })
  }
}
