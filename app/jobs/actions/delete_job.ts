import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import Asset from '#app/assets/models/asset'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import type Job from '#app/jobs/models/job'
import { describeFailure } from '#app/observability/logging/failure'
import queue from '#app/jobs/main'
import { JobActive } from '#app/jobs/errors'

/**
 * Removes a job. One that had not processed its asset yet leaves it `failed`; one that runs stays.
 */
export class DeleteJob {
  async handle({ job, origin }: { job: Job; origin: RequestContext }) {
    await db.transaction(async (trx) => {
      await Asset.lock(job.assetId, trx)
      const [gone] = await trx
        .from('jobs')
        .where('id', job.id)
        .whereNot('state', 'active')
        .delete()
        .returning(['state'])
      if (!gone) throw new JobActive()
      if (gone.state === 'queued' && job.kind === 'process') {
        const asset = await Asset.findOrFail(job.assetId, { client: trx })
        await asset.markFailed(JOB_DELETED, trx)
      }
      await AuditLog.record('job.deleted', job.id, origin, trx, { assetId: job.assetId })
    })
    // The row decides: an id left in the queue finds no row and ends there.
    await queue.remove(job.id).catch((error) => {
      logger.warn(
        { job_id: job.id, asset_id: job.assetId, reason: describeFailure(error) },
        'the queue is unavailable, the id stays in it'
      )
    })
  }
}

const JOB_DELETED = {
  code: 'E_JOB_DELETED',
  message: 'Processing was cancelled by an administrator. Complete the upload again to start it.',
}
