import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import Asset from '#app/assets/models/asset'
import store from '#app/storage/main'
import { storeBelongs } from '#app/maintenance/belonging/check_belonging'
import { inBatches } from '#app/maintenance/orphans/in_batches'
import { dueAmong, mark, unmark } from '#app/maintenance/orphans/marks'
import { readHalt } from '#app/maintenance/orphans/round'
import { isClockTrusted } from '#app/persistence/clock_guard'
import type { OpenMultipart } from '#app/storage/object_store'
import { orphanBatch } from '#config/sweep'

/** Parts cannot be moved to quarantine, so they stay for both graces. */
const GRACES = 2

/**
 * Aborts multipart uploads that no asset waits for: the process that began one may have died
 * before it could note it. Each is marked when it is first met; what the store says of its age is
 * not asked, for not every store knows it.
 */
export class SweepMultiparts {
  async handle() {
    const isHeld = !(await isClockTrusted()) || (await readHalt()) || !(await storeBelongs())
    if (isHeld) return
    for await (const uploads of inBatches(store.listMultiparts('assets/'), orphanBatch)) {
      await this.#sweep(uploads)
    }
    await forgetEnded()
  }

  async #sweep(uploads: OpenMultipart[]) {
    const unowned = await findUnowned(uploads)
    await mark(unowned.map(markOf))
    await unmark(uploads.filter((upload) => !unowned.includes(upload)).map(markOf))
    for (const upload of await findAbandoned(unowned)) {
      await store.abortMultipart(upload.key, upload.uploadId)
      logger.warn({ key: upload.key }, 'aborted a multipart upload that no asset waited for')
    }
  }
}

/** Which of these uploads no asset waits for, be it for parts or to have them joined. */
export async function findUnowned(uploads: OpenMultipart[]): Promise<OpenMultipart[]> {
  const ids = uploads.map(({ key }) => Asset.idOfOriginal(key)).filter((id) => id !== undefined)
  const owners: { multipart_id: string }[] = await db
    .from('assets')
    .whereIn('status', ['pending', 'processing', 'failed'])
    .whereIn('id', ids)
    .select('multipart_id')
  const owned = new Set(owners.map((owner) => owner.multipart_id))
  return uploads.filter(({ uploadId }) => !owned.has(uploadId))
}

/** Which of these unowned uploads were first met so long ago that they may be aborted. */
export async function findAbandoned(unowned: OpenMultipart[]): Promise<OpenMultipart[]> {
  const due = new Set(await dueAmong(unowned.map(markOf), GRACES))
  return unowned.filter((upload) => due.has(markOf(upload)))
}

function markOf({ key, uploadId }: OpenMultipart) {
  return `parts/${key}/${uploadId}`
}

/** Those that ended in another way are not met any more. */
async function forgetEnded() {
  await db
    .from('orphans')
    .whereRaw(`key like 'parts/%' and last_seen_at < now() - interval '1 day'`)
    .delete()
}
