import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import logger from '@adonisjs/core/services/logger'
import {
  CHANNEL,
  type Announcements,
  type Listener,
} from '#app/persistence/announcements/announcements'
import { preparedRows } from '#app/persistence/prepared_rows'

const RECONNECT_MS = 1_000

const NOTIFY = 'select pg_notify($1, user_id) from unnest($2::text[]) as user_id'

/**
 * Announcements by NOTIFY. Listening takes a connection of its own, which is made when the first
 * stream opens and made again whenever it is lost.
 */
export class PostgresAnnouncements implements Announcements {
  #listening?: Promise<void>
  /** For whom there is news, and nobody has said so yet. */
  #news = new Set<string>()
  #publishing?: Promise<void>
  #closed = new AbortController()

  constructor(private databaseUrl: string) {}

  /** What comes while others are being announced goes out together, each user once. */
  publish(userId: string) {
    this.#news.add(userId)
    this.#publishing ??= this.#publishAll().finally(() => (this.#publishing = undefined))
    return this.#publishing
  }

  subscribe(listener: Listener) {
    this.#listening = this.#listen(listener)
  }

  async close() {
    this.#closed.abort()
    await this.#listening
  }

  async #publishAll() {
    while (this.#news.size > 0) {
      const userIds = [...this.#news]
      this.#news.clear()
      try {
        await preparedRows({ name: 'announce', text: NOTIFY, values: [CHANNEL, userIds] })
      } catch (error) {
        logger.debug({ err: error }, 'could not announce changes')
      }
    }
  }

  async #listen(listener: Listener) {
    const { signal } = this.#closed
    while (!signal.aborted) {
      await this.#listenOnce(listener).catch((error) => {
        if (!signal.aborted) logger.warn({ err: error }, 'lost the connection for announcements')
      })
      await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  async #listenOnce(listener: Listener) {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'media-inbox events',
    })
    const lost = Promise.withResolvers<unknown>()
    client.on('error', lost.resolve)
    client.on('end', () => lost.resolve(undefined))
    this.#closed.signal.addEventListener('abort', lost.resolve, { once: true })
    client.on('notification', ({ payload }) => listener(payload!))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      listener(null)
      const reason = await lost.promise
      if (reason instanceof Error) throw reason
    } finally {
      this.#closed.signal.removeEventListener('abort', lost.resolve)
      await client.end()
    }
  }
}
