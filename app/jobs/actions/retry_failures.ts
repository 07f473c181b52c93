import Job from '#app/jobs/models/job'
import type { RequestContext } from '#app/audit/models/audit_log'
import { RetryJob } from '#app/jobs/actions/retry_job'
import { JobNotFailed } from '#app/jobs/errors'

/** Jobs requeued by one request, so that it returns soon. */
const BATCH = 100

/**
 * Requeues the oldest of the jobs that failed for one reason, each as if it were retried on its own,
 * and returns how many were requeued and how many are left.
 */
export class RetryFailures {
  async handle({ reason, origin }: { reason: string; origin: RequestContext }) {
    const jobs = await failedFor(reason).orderBy('id').limit(BATCH)
    let retried = 0
    for (const job of jobs) {
      if (await this.#retry(job, origin)) retried++
    }
    const [{ $extras }] = await failedFor(reason).count('* as left')
    return { retried, left: Number($extras.left) }
  }

  async #retry(job: Job, origin: RequestContext) {
    try {
      await new RetryJob().handle({ job, origin })
      return true
    } catch (error) {
      // Somebody else was first, or its asset has gone on.
      if (error instanceof JobNotFailed) return false
      throw error
    }
  }
}

function failedFor(reason: string) {
  return Job.query()
    .where('state', 'failed')
    .whereRaw(`split_part(last_error, ':', 1) = ?`, [reason])
}
