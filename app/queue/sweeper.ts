import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { MakeAuditPartitions } from '#actions/make_audit_partitions'
import { SealAuditLog } from '#actions/seal_audit_log'
import { SweepDeletions } from '#actions/sweep_deletions'
import { SweepEvents } from '#actions/sweep_events'
import { SweepExpiredSessions } from '#actions/sweep_expired_sessions'
import { SweepJobs } from '#actions/sweep_jobs'
import { SweepUploads } from '#actions/sweep_uploads'
import { describeFailure } from '#queue/failure'
import { Leadership } from '#queue/leadership'
import { sweepBatch, sweepEverySeconds } from '#config/sweep'

const steps = {
  uploads: () => new SweepUploads().handle({ limit: sweepBatch }),
  jobs: () => new SweepJobs().handle(),
  deletions: () => new SweepDeletions().handle({ limit: sweepBatch }),
  events: () => new SweepEvents().handle({ limit: sweepBatch }),
  sessions: () => new SweepExpiredSessions().handle(),
  audit: () => new SealAuditLog().handle(),
  partitions: () => new MakeAuditPartitions().handle(),
}

/**
 * Repairs what was interrupted, again and again until the signal aborts, on one worker at a time.
 * A step that fails is logged and does not keep the others from their work.
 */
export async function sweepUntil(signal: AbortSignal) {
  await using leadership = new Leadership()
  while (!signal.aborted) {
    if (await leadership.isHeld()) {
      for (const [step, run] of Object.entries(steps)) {
        if (signal.aborted) break
        await run().catch((error) => {
          logger.warn({ step, reason: describeFailure(error) }, 'a step of the sweep failed')
        })
      }
    }
    await sleep(sweepEverySeconds * 1_000, undefined, { signal }).catch(() => {})
  }
}
