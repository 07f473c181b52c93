import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import type Job from '#app/jobs/models/job'

/**
 * The last attempt has failed for a reason that is not the content's: an administrator can retry.
 * False where this run had lost the job.
 */
export class GiveUpAsset {
  handle({ job, asset, reason }: { job: Job; asset: Asset; reason: string }) {
    return db.transaction(async (trx) => {
      await Asset.lock(asset.id, trx)
      if (!(await job.markFailed(reason, trx))) return false
      return asset.markFailed(PROCESSING_FAILED, trx)
    })
  }
}

/** What the owner sees; the reason stays with the job. */
export const PROCESSING_FAILED = {
  code: 'E_PROCESSING_FAILED',
  message: 'The file could not be processed for now. It is kept safe; complete it again to retry.',
}
