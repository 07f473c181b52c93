import db from '@adonisjs/lucid/services/db'
import type Job from '#models/job'
import type Asset from '#models/asset'

/** The last attempt has failed for a reason that is not the content's: an administrator can retry. */
export class GiveUpAsset {
  async handle({ job, asset, reason }: { job: Job; asset: Asset; reason: string }) {
    await db.transaction(async (trx) => {
      if (await job.markFailed(reason, trx)) await asset.markFailed(PROCESSING_FAILED, trx)
    })
  }
}

/** What the owner is told; the reason stays with the job. */
export const PROCESSING_FAILED = {
  code: 'E_PROCESSING_FAILED',
  message: 'The file could not be processed for now. It is kept safe; complete it again to retry.',
}
