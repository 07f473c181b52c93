import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import Asset from '#app/assets/models/asset'
import store from '#app/storage/main'
import type { OpenMultipart } from '#app/storage/object_store'
import { orphanBatch, orphanGraceSeconds } from '#config/sweep'

/**
 * Aborts uploads in parts that no asset waits for: the process that began one may have
 * died before it could note it. Each that is over two hours old is held against the rows.
 */
export class SweepMultiparts {
  async handle({ graceSeconds = orphanGraceSeconds } = {}) {
    const youngest = new Date(Date.now() - graceSeconds * 1_000)
    let batch: OpenMultipart[] = []
    for await (const upload of store.listMultiparts('assets/')) {
      if (upload.startedAt > youngest) continue
      batch.push(upload)
      if (batch.length < orphanBatch) continue
      await this.#abortUnowned(batch)
      batch = []
    }
    await this.#abortUnowned(batch)
  }

  async #abortUnowned(uploads: OpenMultipart[]) {
    for (const { key, uploadId } of await findUnowned(uploads)) {
      await store.abortMultipart(key, uploadId)
      logger.warn({ key }, 'aborted an upload in parts that no asset waited for')
    }
  }
}

/** Which of these uploads in parts no asset waits for, be it for parts or to have them joined. */
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
