import logger from '@adonisjs/core/services/logger'
import type Job from '#app/jobs/models/job'
import type Asset from '#app/assets/models/asset'
import { processingFailures, processingSeconds } from '#app/observability/metrics/counters'
import { describeFailure, failureCode } from '#app/observability/logging/failure'

/** How an attempt ended: finally, to be retried, or because another run took the job over. */
export type Outcome = 'ready' | 'rejected' | 'failed' | 'retried' | 'lost'

const levels = {
  ready: 'info',
  rejected: 'info',
  failed: 'error',
  retried: 'warn',
  lost: 'warn',
} as const

/** Starts to measure an attempt at a job; call the result to log and count how it ended. */
export function watchAttempt(job: Job, asset: Asset) {
  const endTimer = processingSeconds.startTimer({ kind: job.kind, format: asset.contentType })
  return (outcome: Outcome, error?: unknown) => {
    const seconds = endTimer({ outcome })
    const code = error ? failureCode(error) : undefined
    if (code) processingFailures.inc({ code })
    logger[levels[outcome]](
      {
        job_id: job.id,
        kind: job.kind,
        asset_id: asset.id,
        user_id: asset.userId,
        request_id: job.requestId,
        outcome,
        attempt: job.attempts,
        ms: Math.round(seconds * 1_000),
        code,
        reason: error ? describeFailure(error) : undefined,
      },
      'job'
    )
    return seconds
  }
}
