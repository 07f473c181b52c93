import logger from '@adonisjs/core/services/logger'
import store from '#app/storage/main'
import { findOrphans } from '#app/maintenance/actions/find_orphans'
import { storeBelongs } from '#app/maintenance/belonging/check_belonging'
import { countDue, dueForQuarantine, mark, unmarkOthers } from '#app/maintenance/orphans/marks'
import { quarantine } from '#app/maintenance/orphans/quarantine'
import { clearHalt, halt, readRound, writeRound } from '#app/maintenance/orphans/round'
import { inBatches } from '#app/maintenance/orphans/in_batches'
import { isClockTrusted } from '#app/persistence/clock_guard'
import { unlessHeld } from '#app/persistence/removals'
import { orphansQuarantined } from '#app/observability/metrics/counters'
import { orphanBatch, orphanLimits } from '#config/sweep'

/**
 * Walks through the store, a batch at a time and round after round, and marks objects that no row
 * owns. At the end of a round those whose grace is over move to quarantine, unless they are so
 * many that the database must be at fault: then the round is halted and an administrator decides.
 * Returns how many objects were moved.
 */
export class SweepOrphans {
  async handle(): Promise<number> {
    if (!(await isClockTrusted()) || !(await storeBelongs())) return 0
    const seen = await this.#lookAtNextBatch()
    return seen === undefined ? 0 : this.#endRound(seen)
  }

  /** How many objects the round has seen, once it has come to the end. */
  async #lookAtNextBatch() {
    const round = await readRound()
    const listed = store.list('assets/', { startAfter: round.position })
    const { value: objects = [] } = await inBatches(listed, orphanBatch).next()
    const orphans = await findOrphans(objects)
    const keys = orphans.map(({ key }) => key)
    const position = objects.length === orphanBatch ? objects.at(-1)!.key : undefined
    await mark(keys)
    await unmarkOthers({ from: round.position, to: position }, keys)
    const seen = round.seen + objects.length
    await writeRound(position ? { position, seen } : { position: '', seen: 0 })
    return position ? undefined : seen
  }

  async #endRound(seen: number) {
    const due = await countDue()
    if (due >= orphanLimits.objects && due > seen * orphanLimits.share) {
      await halt({ due, seen })
      logger.error(
        { due, seen },
        'the sweep of orphans is halted: so many objects without a row point to a wrong or older ' +
          'database. Run inbox:check, then --recover to give them rows or --repair to let them go'
      )
      return 0
    }
    await clearHalt()
    return this.#quarantineDue()
  }

  async #quarantineDue() {
    let moved = 0
    for (;;) {
      const keys = await dueForQuarantine(orphanBatch)
      const orphans = await findOrphans(keys.map((key) => ({ key })))
      const done = await unlessHeld(async () => {
        for (const { key } of orphans) await quarantine(key)
        return orphans.length
      })
      moved += done ?? 0
      if (!done || keys.length < orphanBatch) break
    }
    if (moved === 0) return 0
    orphansQuarantined.inc(moved)
    logger.warn({ objects: moved }, 'moved objects that no row owns to quarantine')
    return moved
  }
}
