import pg from 'pg'
import logger from '@adonisjs/core/services/logger'
import { describeFailure } from '#queue/failure'
import { queueConfig } from '#config/queue'

// Any number will do as long as nothing else in the database takes the same lock.
const SWEEP_LOCK = 720_418

/**
 * Which worker sweeps: the one whose connection holds an advisory lock. It ends with the
 * connection, so that the death of its holder passes it on without any clock.
 */
export class Leadership implements AsyncDisposable {
  #client?: pg.Client

  /** Whether this process sweeps; takes the lock where it is free. */
  async isHeld() {
    if (this.#client) return true
    const client = new pg.Client({
      connectionString: queueConfig.databaseUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'media-inbox sweep',
    })
    client.on('error', (error) => this.#lost(client, error))
    client.on('end', () => this.#lost(client))
    try {
      await client.connect()
      const { rows } = await client.query('select pg_try_advisory_lock($1) as held', [SWEEP_LOCK])
      if (rows[0].held) {
        this.#client = client
        return true
      }
    } catch (error) {
      logger.warn({ reason: describeFailure(error) }, 'the database is away, the sweep waits')
    }
    // Not held, or not even connected: either way nothing is lost by a failed goodbye.
    await client.end().catch((error) => logger.debug({ reason: error.message }, 'goodbye failed'))
    return false
  }

  async [Symbol.asyncDispose]() {
    await this.#client?.end()
  }

  #lost(client: pg.Client, error?: Error) {
    if (this.#client !== client) return
    this.#client = undefined
    logger.warn(
      { reason: error && describeFailure(error) },
      'lost the connection that holds the sweep'
    )
  }
}
