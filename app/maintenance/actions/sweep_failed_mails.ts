import db from '@adonisjs/lucid/services/db'
import { mailTimes } from '#config/mail'
import { isClockTrusted } from '#app/persistence/clock_guard'

/** Forgets mails that failed so long ago that nobody will ask why. Returns how many went. */
export class SweepFailedMails {
  async handle({ limit }: { limit: number }) {
    if (!(await isClockTrusted())) return 0
    const old = db
      .from('mails')
      .whereRaw('failed_at < now() - make_interval(secs => ?)', [mailTimes.keepFailed])
      .limit(limit)
      .select('id')
    return Number(await db.from('mails').whereIn('id', old).delete())
  }
}
