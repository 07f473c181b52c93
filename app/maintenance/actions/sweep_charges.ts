import db from '@adonisjs/lucid/services/db'
import { isClockTrusted } from '#app/persistence/clock_guard'
import { chargesForgiven } from '#config/queue'

/** Forgets accounts whose processing charges are forgiven. Returns how many there were. */
export class SweepCharges {
  async handle({ limit }: { limit: number }) {
    if (!(await isClockTrusted())) return 0
    const forgiven = db
      .from('processing_charges')
      .whereRaw('seconds <= extract(epoch from now() - updated_at) * ?', [chargesForgiven])
      .limit(limit)
      .select('charge_to')
    const deleted = await db.from('processing_charges').whereIn('charge_to', forgiven).delete()
    return Number(deleted)
  }
}
