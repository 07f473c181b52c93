import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { EmbeddedPostgres } from '#app/installation/embedded_postgres'
import { freePort } from '#app/process/free_port'
import { MEMORY } from '#app/installation/service_recipes'

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

const run = promisify(execFile)

const TS_EXEC = '--import=@poppinss/ts-exec'
const START_SECONDS = 60

/** Limits would measure themselves: they are raised out of reach. */
const UNLIMITED = Object.fromEntries(
  ['SIGN_IN', 'SIGN_IN_ADDRESS', 'REGISTER', 'REFRESH', 'PRESIGN', 'USER', 'ADDRESS'].map(
    (name) => [`LIMIT_${name}`, '1000000000']
  )
)

/** A program under measurement, and where it answers. */
export interface Program {
  child: ChildProcess
  url: string
}

/**
 * A durable installation of its own: an embedded PostgreSQL with the application's tables, and an
 * empty data folder. Programs are started on it one by one; `stop` ends them all.
 */
export class BenchmarkInstallation {
  static readonly #running = new Set<BenchmarkInstallation>()
  readonly #programs: ChildProcess[] = []

  private constructor(
    readonly folder: string,
    readonly database: pg.Pool,
    readonly variables: NodeJS.ProcessEnv,
    private postgres: EmbeddedPostgres
  ) {
    BenchmarkInstallation.#running.add(this)
  }

  /** Leaves nothing running at Ctrl-C or SIGTERM. */
  static endAtSignals() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, async () => {
        for (const installation of this.#running) await installation.stop()
        process.exit(1)
      })
    }
  }

  /**
   * With settings of PostgreSQL on top of those that it is embedded with. It has no tables before
   * `migrate`, so that whoever stops it knows it before anything can fail.
   */
  static async make(settings?: Record<string, string>) {
    const folder = await makeFolder()
    const postgres = await EmbeddedPostgres.start(folder, settings)
    const database = new pg.Pool({ connectionString: postgres.url, max: 4 })
    const variables = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...UNLIMITED,
      ...MEMORY,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      DATABASE_URL: postgres.url,
      // Apart from PostgreSQL's, so that no command takes it for the embedded one and stops it.
      DATA_DIR: join(folder, 'data'),
      APP_KEY: randomBytes(32).toString('base64url'),
    }
    return new BenchmarkInstallation(folder, database, variables, postgres)
  }

  /** Makes the application's tables, and the store theirs before rows are added past the API. */
  async migrate(variables: NodeJS.ProcessEnv = {}) {
    await this.#ace(['migration:run', '--force'], variables)
    await this.#ace(['store:adopt'], variables)
  }

  async #ace(words: string[], variables: NodeJS.ProcessEnv) {
    const [code] = await once(this.#spawn('build/ace.js', words, variables), 'exit')
    if (code !== 0) throw new Error(`node ace ${words.join(' ')} ended with ${code}`)
  }

  /** Makes another database with the application's tables; gives the variables that name it. */
  async makeDatabase(name: string) {
    await this.database.query(`create database ${pg.escapeIdentifier(name)}`)
    const url = new URL(this.postgres.url)
    url.pathname = name
    // A store belongs to one database.
    const dataDir = join(this.variables.DATA_DIR!, name)
    const variables = { DATABASE_URL: url.href, DATA_DIR: dataDir }
    await this.migrate(variables)
    return variables
  }

  /** Starts a server and waits until it answers. */
  async serve(script: string, variables: NodeJS.ProcessEnv = {}): Promise<Program> {
    const port = String(await freePort())
    const url = `http://127.0.0.1:${port}`
    const child = this.#spawn(script, [], { PORT: port, APP_URL: url, ...variables })
    const deadline = Date.now() + START_SECONDS * 1_000
    while (child.exitCode === null && Date.now() < deadline) {
      const answer = await fetch(`${url}/health/live`).catch(() => null)
      if (answer) return { child, url }
      await delay(20)
    }
    throw new Error(`${script} did not answer within ${START_SECONDS} s (exit: ${child.exitCode})`)
  }

  /** Runs a program to its end, and gives what it prints. */
  async read(script: string, args: string[], variables: NodeJS.ProcessEnv = {}) {
    const env = { ...this.variables, ...variables }
    const { stdout } = await run(process.execPath, [TS_EXEC, script, ...args], { cwd: ROOT, env })
    return stdout
  }

  /** Starts a program that runs until it is killed. */
  start(script: string, args: string[] = [], variables: NodeJS.ProcessEnv = {}) {
    return this.#spawn(script, args, variables)
  }

  async stop() {
    BenchmarkInstallation.#running.delete(this)
    for (const child of this.#programs) child.kill('SIGKILL')
    await this.database.end()
    await this.postgres.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  #spawn(script: string, args: string[], variables: NodeJS.ProcessEnv) {
    const loader = script.endsWith('.ts') ? [TS_EXEC] : []
    const child = spawn(process.execPath, [...loader, script, ...args], {
      cwd: ROOT,
      env: { ...this.variables, ...variables },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    this.#programs.push(child)
    return child
  }
}

/** An empty folder below `tmp/`, on the disk that the project is on. */
export async function makeFolder() {
  await mkdir(join(ROOT, 'tmp'), { recursive: true })
  return mkdtemp(join(ROOT, 'tmp/benchmark-'))
}
