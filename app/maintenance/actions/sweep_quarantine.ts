import logger from '@adonisjs/core/services/logger'
import store from '#app/storage/main'
import { findOrphans } from '#app/maintenance/actions/find_orphans'
import { storeBelongs } from '#app/maintenance/belonging/check_belonging'
import { inBatches } from '#app/maintenance/orphans/in_batches'
import { dueForErasure, noteQuarantined } from '#app/maintenance/orphans/marks'
import { erase, QUARANTINE, release } from '#app/maintenance/orphans/quarantine'
import { readHalt } from '#app/maintenance/orphans/round'
import { isClockTrusted } from '#app/persistence/clock_guard'
import { orphansRemoved } from '#app/observability/metrics/counters'
import { orphanBatch } from '#config/sweep'

/**
 * Erases objects that have been in quarantine for their second grace. Those whose rows are back
 * return to their places at once; the period starts again for those unknown to the database,
 * as after it was replaced. Returns how many were erased.
 */
export class SweepQuarantine {
  async handle(): Promise<number> {
    const isHeld = !(await isClockTrusted()) || (await readHalt()) || !(await storeBelongs())
    if (isHeld) return 0
    let erased = 0
    for await (const objects of inBatches(store.list(QUARANTINE), orphanBatch)) {
      erased += await this.#sweep(objects.map(({ key }) => key.slice(QUARANTINE.length)))
    }
    if (erased > 0)
      logger.warn({ objects: erased }, 'erased orphans whose time in quarantine ended')
    orphansRemoved.inc(erased)
    return erased
  }

  async #sweep(keys: string[]) {
    await noteQuarantined(keys)
    const found = await findOrphans(keys.map((key) => ({ key })))
    const orphans = new Set(found.map(({ key }) => key))
    for (const key of keys) if (!orphans.has(key)) await release(key)
    const due = await dueForErasure([...orphans])
    await erase(due)
    return due.length
  }
}
