import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import { dispatchJob } from '#app/jobs/dispatch'
import type { OwnedObject } from '#app/assets/models/owned_objects'
import type { Difference } from '#app/maintenance/actions/compare_store'

/**
 * Mends one difference between rows and objects. Nothing is deleted that was not copied below
 * `quarantine/` before. False where it has to be left to a person.
 */
export class MendDifference {
  async handle(difference: Difference): Promise<boolean> {
    if (difference.kind === 'orphan') {
      await quarantine(difference.object.key)
      return true
    }
    if (difference.kind === 'abandoned parts') {
      await store.abortMultipart(difference.upload.key, difference.upload.uploadId)
      return true
    }
    const { owned, kind } = difference
    if (kind === 'changed') await quarantine(owned.key)
    return this.#mendRow(owned)
  }

  /** A variant is made again; an asset without its original fails, until somebody brings it back. */
  async #mendRow({ key, assetId }: OwnedObject) {
    const asset = await Asset.find(assetId)
    if (!asset) return true
    const job = await db.transaction(async (trx) => {
      if (key === asset.originalKey) return { isMended: await asset.markMissing(trx) }
      if (!(await asset.markForRendering(trx))) return { isMended: false }
      const row = await Job.create({ assetId, kind: 'process', state: 'queued' }, { client: trx })
      return { isMended: true, row }
    })
    if (job.row) await dispatchJob(job.row)
    return job.isMended
  }
}

async function quarantine(key: string) {
  await store.copy(key, `quarantine/${key}`)
  await store.delete([key])
}
