import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readIfPresent, writeDurably } from '#app/process/files'
import { freePort } from '#app/process/free_port'
import { PostgresAccount } from '#app/installation/postgres_account'
import { findPostgresBinaries } from '#app/installation/postgres_binaries'
import { DATABASE_NAME, PostgresCluster } from '#app/installation/postgres_cluster'
import {
  endLeftover,
  isServing,
  launchPatiently,
  stopServer,
} from '#app/installation/postgres_server'
import { postgresSettings } from '#app/installation/postgres_settings'
import { reasonOf } from '#app/process/start_error'
import { embeddedFiles } from '#app/process/variables'

/** How long a dead server may go unnoticed, in milliseconds. */
const WATCH_INTERVAL = 1_000

/**
 * The PostgreSQL server of one data folder, in a session of its own: a signal to our process
 * group does not reach it. The caller holds the folder's lock.
 */
export class EmbeddedPostgres {
  readonly #cluster: PostgresCluster
  readonly #settings: Record<string, string>
  readonly #stopping = new AbortController()
  #watch?: Promise<void>
  /** The address with the application's role and its password. */
  readonly url: string

  private constructor(cluster: PostgresCluster, settings: Record<string, string>, url: string) {
    this.#cluster = cluster
    this.#settings = settings
    this.url = url
  }

  /**
   * Starts the server below `dataDir`, an absolute path, and makes its data first if need be.
   * One that a crash left running is ended before. Other processes find the address in
   * `postgres.url`.
   */
  static async start(dataDir: string, settings: Record<string, string> = {}) {
    const cluster = await openCluster(dataDir)
    const file = join(dataDir, embeddedFiles.databaseUrl)
    const address = (await readAddress(file)) ?? newAddress()
    await writeDurably(file, address.href)
    await cluster.ensure(address.password)
    await endLeftover(cluster)

    const all = await launchPatiently(cluster, { ...postgresSettings, ...settings }, async () => {
      address.port = String(await freePort(Number(address.port)))
      return address.port
    })
    await writeDurably(file, address.href)
    return new EmbeddedPostgres(cluster, all, address.href)
  }

  /** Ends a server that a crash left running below `dataDir`. */
  static async endLeftover(dataDir: string) {
    await endLeftover(await openCluster(dataDir))
  }

  /** From now on starts the server again, at the same address, whenever it has died. */
  keepAlive(announce: (line: string) => void) {
    this.#watch = this.#restartWhenDead(announce)
  }

  /** Ends connections and server, with everything on disk. */
  async stop() {
    this.#stopping.abort()
    await this.#watch
    if (await isServing(this.#cluster)) await stopServer(this.#cluster)
  }

  async #restartWhenDead(announce: (line: string) => void) {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await delay(WATCH_INTERVAL, undefined, { signal }).catch(() => undefined)
      if (signal.aborted || (await isServing(this.#cluster))) continue

      announce('PostgreSQL ended and starts again.')
      await this.#restart().catch((error) => announce(reasonOf(error)))
    }
  }

  async #restart() {
    await endLeftover(this.#cluster)
    await launchPatiently(this.#cluster, this.#settings, async () => this.#settings.port)
  }
}

async function openCluster(dataDir: string) {
  const binaries = await findPostgresBinaries()
  const folder = join(dataDir, 'postgres')
  const account = await PostgresAccount.choose(folder, dataDir, binaries.postgres)
  return new PostgresCluster(folder, account, binaries)
}

async function readAddress(file: string) {
  const text = await readIfPresent(file)
  return text === undefined ? undefined : new URL(text)
}

function newAddress() {
  const password = randomBytes(24).toString('base64url')
  return new URL(`postgres://${DATABASE_NAME}:${password}@127.0.0.1/${DATABASE_NAME}`)
}
