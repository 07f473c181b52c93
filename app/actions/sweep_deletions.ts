import { DateTime } from 'luxon'
import store from '#storage/main'
import Deletion from '#models/deletion'
import { describeFailure } from '#queue/failure'
import { deleteBatch } from '#config/sweep'

/**
 * Removes the objects that deleted and rejected assets left behind. A row stays until nobody can
 * write below its prefix any more and nothing is there; a store that fails is tried again later.
 * Returns how many rows it worked on.
 */
export class SweepDeletions {
  async handle({ limit }: { limit: number }) {
    const now = DateTime.utc()
    const due = await Deletion.query()
      .where('run_at', '<=', now.toJSDate())
      .orderBy(['run_at', 'id'])
      .limit(limit)
    for (const deletion of due) await this.#run(deletion, now)
    return due.length
  }

  async #run(deletion: Deletion, now: DateTime) {
    try {
      await this.#empty(deletion)
    } catch (error) {
      const wait = Math.min(2 ** deletion.attempts, 600)
      deletion.attempts += 1
      deletion.lastError = describeFailure(error)
      deletion.runAt = now.plus({ seconds: wait })
      await deletion.save()
      return
    }
    if (deletion.watchUntil <= now) {
      await deletion.delete()
      return
    }
    await deletion.merge({ runAt: deletion.watchUntil, attempts: 0, lastError: null }).save()
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
