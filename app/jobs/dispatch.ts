import logger from '@adonisjs/core/services/logger'
import queue from '#app/jobs/main'
import { describeFailure } from '#app/observability/logging/failure'
import type Job from '#app/jobs/models/job'
import { traced } from '#app/observability/tracing/work'

/**
 * Enqueues a job that is due and whose row is committed. A queue that is down delays the job and
 * nothing else: the sweep enqueues what has waited too long.
 */
export async function dispatchJob(job: Pick<Job, 'id' | 'assetId' | 'requestId'>) {
  try {
    await traced({ name: 'queue.add', kind: 'producer' }, () => queue.enqueue([{ id: job.id }]))
  } catch (error) {
    logger.warn(
      {
        job_id: job.id,
        asset_id: job.assetId,
        request_id: job.requestId,
        reason: describeFailure(error),
      },
      'the queue is down, the job waits'
    )
  }
}
