import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { CHANNEL, type Announcements, type Listener } from '#feed/announcements'

const RECONNECT_MS = 1_000

/**
 * Announcements by NOTIFY. Listening takes a connection of its own, which is made when the first
 * stream opens and made again whenever it is lost.
 */
export class PostgresAnnouncements implements Announcements {
  #listening?: Promise<void>
  #closed = new AbortController()

  constructor(private databaseUrl: string) {}

  async publish(userId: string) {
    try {
      await db.rawQuery('select pg_notify(?, ?)', [CHANNEL, userId])
    } catch (error) {
      logger.debug({ err: error }, 'could not announce a change')
    }
  }

  subscribe(listener: Listener) {
    this.#listening = this.#listen(listener)
  }

  async close() {
    this.#closed.abort()
    await this.#listening
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
