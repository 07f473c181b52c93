import db from '@adonisjs/lucid/services/db'
import { isClockTrusted } from '#app/persistence/clock_guard'

/** What opens nothing any more once its time is over: each has `expires_at`, indexed. */
const TABLES = ['invitations', 'account_tokens', 'challenges', 'grants'] as const

/** Deletes what has expired, oldest first. Returns the most rows that any table lost. */
export class SweepExpiredTokens {
  async handle({ limit }: { limit: number }) {
    if (!(await isClockTrusted())) return 0
    const counts = TABLES.map(async (table) => {
      const expired = db
        .from(table)
        .whereRaw('expires_at < now()')
        .orderBy('expires_at')
        .limit(limit)
        .select('id')
      return Number(await db.from(table).whereIn('id', expired).delete())
    })
    return Math.max(...(await Promise.all(counts)))
  }
}
