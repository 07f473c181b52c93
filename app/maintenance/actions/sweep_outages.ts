import { v7 } from 'uuid'
import Job from '#app/jobs/models/job'
import { RetryJob } from '#app/jobs/actions/retry_job'
import { JobNotFailed } from '#app/jobs/errors'
import { StoreUnavailable } from '#app/storage/errors'
import { outageRetry } from '#config/sweep'

/** A job that follows the first one leaves its asset `ready` when it fails. */
const STATUS_OF_FAILED = `case kind when 'process' then 'failed' else 'ready' end`

/** No actor: the service itself does it. */
const origin = { actorId: null }

/**
 * Requeues jobs that failed because the store was down, once it is back: no file was at fault,
 * and no administrator is needed. Returns how many jobs were requeued.
 */
export class SweepOutages {
  async handle({ limit }: { limit: number }) {
    let retried = 0
    for (const job of await this.#failed(limit)) {
      try {
        await new RetryJob().handle({ job, origin })
        retried++
      } catch (error) {
        // It is still down, for all of them.
        if (error instanceof StoreUnavailable) return retried
        // Somebody else was first.
        if (!(error instanceof JobNotFailed)) throw error
      }
    }
    return retried
  }

  #failed(limit: number) {
    // Ids begin with their time, so that the index is not read where jobs are too old.
    const oldest = v7({ msecs: Date.now() - outageRetry.forSeconds * 1_000 })
    return Job.query()
      .where('state', 'failed')
      .where('id', '>', oldest)
      .whereRaw(`split_part(last_error, ':', 1) = ?`, [StoreUnavailable.code])
      .whereRaw(`updated_at < now() - ? * interval '1 second'`, [outageRetry.afterSeconds])
      .whereRaw(`(select status from assets where assets.id = asset_id) = ${STATUS_OF_FAILED}`)
      .orderBy('id')
      .limit(limit)
  }
}
