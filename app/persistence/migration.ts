import { setTimeout as sleep } from 'node:timers/promises'
import { escapeIdentifier, type DatabaseError } from 'pg'
import { BaseSchema } from '@adonisjs/lucid/schema'

/** What PostgreSQL says where a lock was not given within `lock_timeout`. */
const LOCK_NOT_AVAILABLE = '55P03'

/** How long a table may be waited for at a time, and how long others then go first, in seconds. */
const PATIENCE = { wait: 1, pause: 2, altogether: 900 }

/**
 * A migration of tables that a running service works on. Whoever waits for a table makes all that
 * come later wait behind, so this takes all its locks before anything else, gives way where it is
 * not given them soon, and asks again. It holds them for as long as it lasts: it must be short.
 */
export abstract class Migration extends BaseSchema {
  /** The tables that were there before and are changed. */
  protected abstract changes: string[]

  async execUp() {
    await this.#lock()
    return this.#withLock(await super.execUp())
  }

  async execDown() {
    await this.#lock()
    return this.#withLock(await super.execDown())
  }

  async #lock() {
    if (this.dryRun) return
    const deadline = Date.now() + PATIENCE.altogether * 1_000
    await this.db.rawQuery(`set local lock_timeout = '${PATIENCE.wait}s'`)
    await this.db.rawQuery('savepoint before_lock')
    while (!(await this.#isGiven(deadline))) {
      await this.db.rawQuery('rollback to savepoint before_lock')
      await sleep(PATIENCE.pause * 1_000)
    }
  }

  async #isGiven(deadline: number) {
    try {
      await this.db.rawQuery(this.#statement)
      return true
    } catch (error) {
      const isBusy = (error as DatabaseError).code === LOCK_NOT_AVAILABLE
      if (!isBusy || Date.now() > deadline) throw error
      return false
    }
  }

  get #statement() {
    return `lock table ${this.changes.map(escapeIdentifier).join(', ')} in access exclusive mode`
  }

  /** A dry run shows the lock too. */
  #withLock(done: true | string[]) {
    return Array.isArray(done) ? [this.#statement, ...done] : done
  }
}
