import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import type Job from '#app/jobs/models/job'
import { dispatchJob } from '#app/jobs/dispatch'
import { JobNotFailed } from '#app/jobs/errors'

/** Queues a failed job again and resets its attempts. Throws `JobNotFailed` for any other. */
export class RetryJob {
  async handle({ job, origin }: { job: Job; origin: RequestContext }) {
    if (job.state !== 'failed') throw new JobNotFailed()
    const asset = await Asset.findOrFail(job.assetId)
    // An object that was brought back from a copy may have another ETag, and is verified again.
    const object = await store.head(asset.originalKey)
    await db.transaction(async (trx) => {
      await Asset.lock(asset.id, trx)
      // An asset that went on by another job has nothing left to retry.
      const etag = object?.etag ?? asset.etag
      const isDue = job.kind !== 'process' || (await asset.markProcessing(etag, trx))
      if (!isDue || !(await job.requeue(trx))) throw new JobNotFailed()
      await AuditLog.record('job.retried', job.id, origin, trx, { assetId: job.assetId })
      await job.useTransaction(trx).refresh()
    })
    await dispatchJob(job)
  }
}
