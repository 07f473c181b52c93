import db from '@adonisjs/lucid/services/db'
import { isClockTrusted } from '#app/persistence/clock_guard'
import { eventsKeptSeconds } from '#config/events'

/** Forgets events that are too old to be asked for. Returns how many went. */
export class SweepEvents {
  async handle({ limit }: { limit: number }) {
    if (!(await isClockTrusted())) return 0
    const old = db
      .from('asset_events')
      .whereRaw('created_at < now() - make_interval(secs => ?)', [eventsKeptSeconds])
      .orderBy('created_at')
      .limit(limit)
      .select('user_id', 'id')
    const deleted = await db.from('asset_events').whereIn(['user_id', 'id'], old).delete()
    return Number(deleted)
  }
}
