import store from '#app/storage/main'
import Deletion from '#app/assets/models/deletion'
import { workThrough } from '#app/maintenance/work_through'
import { deleteBatch } from '#config/sweep'
import { unlessHeld } from '#app/persistence/removals'
import { checkpoint } from '#app/observability/tracing/checkpoints'

/**
 * Removes the objects that deleted and rejected assets left behind. A row stays until nobody can
 * write below its prefix any more and nothing is there; a store that fails is tried again later.
 * While a backup copies objects, none are removed. Returns how many rows it worked on.
 */
export class SweepDeletions {
  async handle({ limit }: { limit: number }) {
    const due = await Deletion.due(limit)
    if (due.length === 0) return 0
    const handled = await unlessHeld(async () => {
      await workThrough(due, {
        work: (deletion) => this.#run(deletion),
        postpone: (deletion, reason) => deletion.postpone(reason),
      })
      return due.length
    })
    return handled ?? 0
  }

  async #run(deletion: Deletion) {
    await this.#empty(deletion)
    checkpoint('sweep.emptied', deletion.prefix)
    await deletion.releaseRoom()
    await deletion.endOrLookAgain()
  }

  async #empty({ prefix, multipartId }: Deletion) {
    if (multipartId) await store.abortMultipart(`${prefix}original`, multipartId)
    let keys: string[] = []
    for await (const { key } of store.list(prefix)) {
      keys.push(key)
      if (keys.length < deleteBatch) continue
      await store.delete(keys)
      keys = []
    }
    if (keys.length > 0) await store.delete(keys)
  }
}
