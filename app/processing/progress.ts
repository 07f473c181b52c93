import logger from '@adonisjs/core/services/logger'
import type Job from '#app/jobs/models/job'
import { describeFailure } from '#app/observability/logging/failure'

/** Writes how far a job is, in per cent, one write at a time and each value once. */
export function reportProgress(job: Job) {
  let latest = 0
  let writing: Promise<unknown> | undefined
  const write = async (percent: number) => {
    try {
      await job.markProgress(percent)
    } catch (error) {
      // Nobody has to know: the run goes on, and the next value follows.
      logger.debug({ job_id: job.id, reason: describeFailure(error) }, 'progress is not written')
    }
    writing = undefined
  }
  return {
    /** Notes a share of the work, 0 to 1. */
    note(share: number) {
      const percent = Math.floor(share * 100)
      if (writing || percent <= latest) return
      latest = percent
      writing = write(percent)
    },
    /** Resolves once nothing is being written. */
    written: async () => {
      await writing
    },
  }
}
