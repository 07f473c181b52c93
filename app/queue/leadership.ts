import pg from 'pg'
import logger from '@adonisjs/core/services/logger'
import { describeFailure } from '#app/observability/logging/failure'
import { queueConfig } from '#config/queue'

/**
 * Which worker does what only one may do at a time: the one whose connection holds an advisory
 * lock. It ends with the connection, so that the death of its holder passes it on without any
 * clock.
 */
export class Leadership implements AsyncDisposable {
  #client?: pg.Client
  #isLeader = false
  #asking?: Promise<boolean>

  /** The lock is a number that nothing else in the database locks; the task names it in logs. */
  constructor(
    private lock: number,
    private task: string
  ) {}

  /** Whether this process leads; takes the lock if it is free. */
  isHeld() {
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined))
    return this.#asking
  }

  async [Symbol.asyncDispose]() {
    await this.#leave()
  }

  async #ask() {
    try {
      if (!this.#client) await connect((this.#client = newClient(this.task)))
      // A connection that is gone shows in any query, and with it the lock is.
      const question = this.#isLeader ? 'true' : `pg_try_advisory_lock(${this.lock})`
      const { rows } = await this.#client.query(`select ${question} as held`)
      this.#isLeader = rows[0].held
    } catch (error) {
      const reason = describeFailure(error)
      logger.warn({ task: this.task, reason }, 'the database is down; the task waits')
      await this.#leave()
    }
    return this.#isLeader
  }

  async #leave() {
    const client = this.#client
    this.#client = undefined
    this.#isLeader = false
    try {
      await client?.end()
    } catch (error) {
      logger.debug({ reason: describeFailure(error) }, 'the connection had ended already')
    }
  }
}

function newClient(task: string) {
  const client = new pg.Client({
    connectionString: queueConfig.databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
    application_name: `media-inbox ${task}`,
  })
  client.on('error', (error) => logger.debug({ task, reason: error.message }, 'lost leadership'))
  return client
}

async function connect(client: pg.Client) {
  await client.connect()
  // The server ends the connection of a holder that is silent, be it that its machine is gone or
  // that it hangs: else nobody would ever sweep again.
  await client.query(`set idle_session_timeout = '15s'`)
}
