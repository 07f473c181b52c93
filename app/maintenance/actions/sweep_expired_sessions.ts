import db from '@adonisjs/lucid/services/db'
import { isClockTrusted } from '#app/persistence/clock_guard'

/**
 * Deletes sessions whose time is over, with their tokens, oldest first. Revoked ones wait for the
 * end of their time as well. Returns how many went: `limit` means that there may be more.
 */
export class SweepExpiredSessions {
  async handle({ limit = 100 } = {}) {
    if (!(await isClockTrusted())) return 0
    const expired = db
      .from('sessions')
      .whereRaw('idle_expires_at < now()')
      .orderBy('idle_expires_at')
      .limit(limit)
      .select('id')
    const deleted = await db.from('sessions').whereIn('id', expired).delete()
    return Number(deleted)
  }
}
