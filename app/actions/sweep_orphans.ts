import logger from '@adonisjs/core/services/logger'
import store from '#storage/main'
import { findOrphans } from '#actions/find_orphans'
import type { ListedObject } from '#storage/object_store'
import { orphanBatch, orphanGraceSeconds } from '#config/sweep'

/**
 * Walks through the store, a batch at a time and round and round, and removes objects that no row
 * owns and that are old enough not to belong to something under way. It remembers where it is
 * while its process lives. Returns how many it removed.
 */
export class SweepOrphans {
  #startAfter?: string

  async handle() {
    const objects = await this.#nextBatch()
    const oldest = Date.now() - orphanGraceSeconds * 1_000
    const settled = objects.filter(({ modifiedAt }) => modifiedAt.getTime() < oldest)
    if (settled.length === 0) return 0
    const orphans = await findOrphans(settled)
    const keys = orphans.map(({ key }) => key)
    if (keys.length === 0) return 0
    await store.delete(keys)
    logger.warn({ objects: keys.length }, 'removed objects that no row owned')
    return keys.length
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
