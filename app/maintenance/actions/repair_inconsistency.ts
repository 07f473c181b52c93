import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import { dispatchJob } from '#app/jobs/dispatch'
import type { OwnedObject } from '#app/assets/models/owned_objects'
import type { Inconsistency } from '#app/maintenance/actions/check_consistency'
import { findAbandoned } from '#app/maintenance/actions/sweep_multiparts'
import { quarantine } from '#app/maintenance/orphans/quarantine'
import type { OpenMultipart } from '#app/storage/object_store'

/**
 * Repairs one inconsistency between rows and objects. No object is deleted that was not copied
 * below `quarantine/` before. False if it has to be left: to a person, or to the sweep.
 */
export class RepairInconsistency {
  async handle(inconsistency: Inconsistency): Promise<boolean> {
    if (inconsistency.kind === 'orphan') {
      await quarantine(inconsistency.object.key)
      return true
    }
    if (inconsistency.kind === 'abandoned parts') return this.#abort(inconsistency.upload)
    const { owned, kind } = inconsistency
    if (kind === 'changed') await keepChanged(owned.key)
    return this.#repairRow(owned)
  }

  /** Parts cannot be moved to quarantine, so they stay until both graces of the sweep are over. */
  async #abort(upload: OpenMultipart) {
    const [abandoned] = await findAbandoned([upload])
    if (!abandoned) return false
    await store.abortMultipart(upload.key, upload.uploadId)
    return true
  }

  /** A variant is made again; an asset without its original fails until that is brought back. */
  async #repairRow({ key, assetId }: OwnedObject) {
    const asset = await Asset.find(assetId)
    if (!asset) return true
    const job = await db.transaction(async (trx) => {
      if (key === asset.originalKey) return { isRepaired: await asset.markMissing(trx) }
      if (!(await asset.markForRendering(trx))) return { isRepaired: false }
      const row = await Job.create(
        { assetId, kind: 'process', chargeTo: asset.chargeTo, state: 'queued' },
        { client: trx }
      )
      return { isRepaired: true, row }
    })
    if (job.row) await dispatchJob(job.row)
    return job.isRepaired
  }
}

/** An object of another size than its row says stays there for a person to look at. */
async function keepChanged(key: string) {
  await store.copy(key, `quarantine/${key}`)
  await store.delete([key])
}
