import db from '@adonisjs/lucid/services/db'
import type { Bearer } from '#app/accounts/auth/bearer'
import logger from '@adonisjs/core/services/logger'

const FLUSH_AFTER_MS = 1_000
const MAX_WAITING = 10_000

/**
 * Writes when rows of a table were last used, off the requests: what was noted within a second goes
 * out in one statement. A crash loses that second, and a note that finds no room is dropped, because
 * the next request makes it again.
 */
class LastUsed {
  #noted = new Set<string>()
  #timer?: NodeJS.Timeout
  #writing: Promise<unknown> = Promise.resolve()

  constructor(private table: 'sessions' | 'keys') {}

  note(id: string) {
    if (this.#noted.size < MAX_WAITING) this.#noted.add(id)
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS).unref()
  }

  /** Ends when all that was noted until now is written, or has failed and been logged. */
  flush() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write() {
    const ids = [...this.#noted]
    this.#noted.clear()
    if (ids.length === 0) return
    try {
      await this.#update(ids)
    } catch (error) {
      logger.warn({ err: error }, `could not write when ${this.table} were last used`)
    }
  }

  // A row that is locked is in use right now and written by somebody else: waiting for it could
  // only end in a deadlock.
  #update(ids: string[]) {
    const free = db.from(this.table).whereIn('id', ids).select('id').forUpdate().skipLocked()
    return db
      .from(this.table)
      .whereIn('id', free)
      .update({ last_used_at: db.rawQuery('now()') })
  }
}

export const lastUsed = new LastUsed('sessions')
export const keysLastUsed = new LastUsed('keys')

/** Notes that the session or the key of a token is in use. */
export function noteUse({ sessionId, user }: Bearer) {
  if (sessionId) lastUsed.note(sessionId)
  else if (user.keyId) keysLastUsed.note(user.keyId)
}
