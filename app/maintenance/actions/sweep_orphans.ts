import logger from '@adonisjs/core/services/logger'
import store from '#app/storage/main'
import { findOrphans } from '#app/maintenance/actions/find_orphans'
import type { ListedObject } from '#app/storage/object_store'
import { unlessHeld } from '#app/persistence/removals'
import { orphansRemoved } from '#app/observability/metrics/counters'
import { orphanBatch, orphanGraceSeconds } from '#config/sweep'

/**
 * Walks through the store, a batch at a time and round and round, and removes objects that no row
 * owns and that are old enough not to belong to something under way. It remembers where it is
 * while its process lives. Returns how many it removed.
 */
export class SweepOrphans {
  #startAfter?: string

  /** Whether it has not yet come to the end of the store. */
  get isUnderWay() {
    return this.#startAfter !== undefined
  }

  async handle({ graceSeconds = orphanGraceSeconds } = {}) {
    const objects = await this.#nextBatch()
    const oldest = Date.now() - graceSeconds * 1_000
    const settled = objects.filter(({ modifiedAt }) => modifiedAt.getTime() < oldest)
    const orphans = await findOrphans(settled)
    if (orphans.length === 0) return 0
    const keys = orphans.map(({ key }) => key)
    const removed = await unlessHeld(async () => {
      await store.delete(keys)
      return true
    })
    if (!removed) return 0
    orphansRemoved.inc(orphans.length)
    logger.warn({ objects: orphans.length }, 'removed objects that no row owned')
    return orphans.length
  }

  async #nextBatch() {
    const objects: ListedObject[] = []
    for await (const object of store.list('assets/', { startAfter: this.#startAfter })) {
      objects.push(object)
      if (objects.length === orphanBatch) break
    }
    this.#startAfter = objects.length === orphanBatch ? objects.at(-1)!.key : undefined
    return objects
  }
}
