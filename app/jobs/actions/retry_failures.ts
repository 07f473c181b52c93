import Job from '#app/jobs/models/job'
import type { RequestContext } from '#app/audit/models/audit_log'
import { RetryJob } from '#app/jobs/actions/retry_job'
import { JobNotFailed } from '#app/jobs/errors'

/** So many jobs go back in line at a time, so that a request ends soon. */
const BATCH = 100

/**
 * Puts the oldest of the jobs that failed for a reason back in line, each as if it were retried by
 * itself, and tells how many went and how many are left.
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
