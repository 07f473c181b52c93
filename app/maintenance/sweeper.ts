import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { MakeAuditPartitions } from '#app/audit/actions/make_audit_partitions'
import { SealAuditLog } from '#app/audit/actions/seal_audit_log'
import { AnswerResetRequests } from '#app/accounts/actions/answer_reset_requests'
import { SendMails } from '#app/mail/actions/send_mails'
import { NotifyOwners } from '#app/links/actions/notify_owners'
import { SweepFailedMails } from '#app/maintenance/actions/sweep_failed_mails'
import { SweepArchives } from '#app/maintenance/actions/sweep_archives'
import { SweepCharges } from '#app/maintenance/actions/sweep_charges'
import { SweepCrcs } from '#app/maintenance/actions/sweep_crcs'
import { EraseAccounts } from '#app/maintenance/actions/erase_accounts'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import { SweepEvents } from '#app/maintenance/actions/sweep_events'
import { SweepExpiredSessions } from '#app/maintenance/actions/sweep_expired_sessions'
import { SweepExpiredTokens } from '#app/maintenance/actions/sweep_expired_tokens'
import { SweepJobs } from '#app/maintenance/actions/sweep_jobs'
import { SweepMalware } from '#app/maintenance/actions/sweep_malware'
import { SweepMultiparts } from '#app/maintenance/actions/sweep_multiparts'
import { SweepOrphans } from '#app/maintenance/actions/sweep_orphans'
import { SweepOutages } from '#app/maintenance/actions/sweep_outages'
import { SweepPartials } from '#app/maintenance/actions/sweep_partials'
import { SweepQuarantine } from '#app/maintenance/actions/sweep_quarantine'
import { SweepRetention } from '#app/maintenance/actions/sweep_retention'
import { SweepTrash } from '#app/maintenance/actions/sweep_trash'
import { SweepUploads } from '#app/maintenance/actions/sweep_uploads'
import { WatchClock } from '#app/maintenance/actions/watch_clock'
import { describeFailure } from '#app/observability/logging/failure'
import { Leadership } from '#app/queue/leadership'
import WebhookDelivery from '#app/webhooks/models/webhook_delivery'
import { sweepBatch, sweepEvery } from '#config/sweep'

// Any number that nothing else in the database locks.
export const SWEEP_LOCK = 720_418

type StepName = keyof typeof sweepEvery

/** Each takes a batch, and says how many rows that was where a full one means that there are more. */
type Steps = Record<StepName, () => Promise<number | void>>

function makeSteps(): Steps {
  const limit = sweepBatch
  const crcs = new SweepCrcs()
  return {
    clock: () => new WatchClock().handle(),
    uploads: () => new SweepUploads().handle({ limit }),
    jobs: () => new SweepJobs().handle(),
    outages: () => new SweepOutages().handle({ limit }),
    retention: () => new SweepRetention().handle({ limit }),
    trash: () => new SweepTrash().handle({ limit }),
    deletions: () => new SweepDeletions().handle({ limit }),
    webhooks: () => WebhookDelivery.sweep(limit),
    events: () => new SweepEvents().handle({ limit }),
    sessions: () => new SweepExpiredSessions().handle({ limit }),
    tokens: () => new SweepExpiredTokens().handle({ limit }),
    resetRequests: () => new AnswerResetRequests().handle({ limit }),
    erasures: () => new EraseAccounts().handle({ limit }),
    linkMails: () => new NotifyOwners().handle({ limit }),
    mails: () => new SendMails().handle(),
    failedMails: () => new SweepFailedMails().handle({ limit }),
    orphans: () => new SweepOrphans().handle(),
    quarantine: () => new SweepQuarantine().handle(),
    malware: () => new SweepMalware().handle(),
    multiparts: () => new SweepMultiparts().handle(),
    partials: () => new SweepPartials().handle(),
    archives: () => new SweepArchives().handle({ limit }),
    crcs: () => crcs.handle(),
    charges: () => new SweepCharges().handle({ limit }),
    audit: () => new SealAuditLog().handle({ limit }),
    partitions: () => new MakeAuditPartitions().handle(),
  }
}

/**
 * Repairs what was interrupted, again and again until the signal aborts, on one worker at a time.
 * Each step has a round of its own, so that one that waits for the store keeps no other waiting.
 */
export async function sweepUntil(signal: AbortSignal) {
  await using leadership = new Leadership(SWEEP_LOCK, 'sweep')
  const rounds = Object.entries(makeSteps()).map(async ([name, run]) => {
    while (!signal.aborted) {
      const handled = (await leadership.isHeld()) && (await attempt(name, run))
      if (handled !== sweepBatch) await pause(sweepEvery[name as StepName], signal)
    }
  })
  await Promise.all(rounds)
}

async function attempt(step: string, run: Steps[StepName]) {
  try {
    return await run()
  } catch (error) {
    logger.warn({ step, reason: describeFailure(error) }, 'a step of the sweep failed')
  }
}

async function pause(seconds: number, signal: AbortSignal) {
  try {
    await sleep(seconds * 1_000, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
