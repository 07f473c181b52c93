import logger from '@adonisjs/core/services/logger'
import queue from '#queue/main'
import { describeFailure } from '#queue/failure'
import type Job from '#models/job'

/**
 * Tells the queue of a job whose row is committed. A queue that is away delays the job and nothing
 * else: the sweep enqueues what has waited too long.
 */
export async function dispatchJob(job: Job) {
  try {
    await queue.enqueue([{ id: job.id, runAt: job.runAt?.toJSDate() }])
  } catch (error) {
    logger.warn(
      { jobId: job.id, reason: describeFailure(error) },
      'the queue is away, the job waits'
    )
  }
}
