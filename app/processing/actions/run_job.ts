import { type default as Job, type JobKind } from '#app/jobs/models/job'
import type Asset from '#app/assets/models/asset'
import { Rejection } from '#app/media/rejection'
import { RejectAsset } from '#app/uploads/actions/reject_asset'
import { clearDeleted } from '#app/assets/actions/clear_deleted'
import { note, traced } from '#app/observability/tracing/work'
import { type Outcome, watchAttempt } from '#app/processing/attempt'
import { keepAlive } from '#app/processing/heartbeat'
import { waitBefore } from '#app/processing/back_off'
import { chargeProcessing } from '#app/processing/actions/charge_processing'
import { makePlayback } from '#app/processing/actions/make_playback'
import { makeVariants } from '#app/processing/actions/make_variants'
import { processAsset } from '#app/processing/actions/process_asset'
import { describeFailure } from '#app/observability/logging/failure'
import { Malware, ScannerUnavailable } from '#app/scanner/errors'
import { retries } from '#config/queue'
import { scanAgainSeconds } from '#config/scanner'
import type { Work } from '#app/processing/work'

const works: Record<JobKind, Work> = {
  process: processAsset,
  variants: makeVariants,
  playback: makePlayback,
}

/** How an attempt ended, for what reason, and when another one is due. */
interface Ending {
  outcome: Outcome
  error?: unknown
  retryAt?: Date
}

/**
 * One attempt at a job that has begun. One that fails for another reason than the content is retried; after the
 * last one the job fails. May run any number of times and on several workers at once.
 */
export class RunJob {
  async handle({ job }: { job: Job }): Promise<{ retryAt?: Date }> {
    const asset = await job.related('asset').query().first()
    if (!asset) return {}
    const { id, kind, attempts, traceparent } = job
    const attributes = { 'media_inbox.job.id': id, 'media_inbox.job.attempt': attempts }
    return traced({ name: `job.${kind}`, kind: 'consumer', attributes, traceparent }, () =>
      this.#run(job, asset)
    )
  }

  async #run(job: Job, asset: Asset): Promise<{ retryAt?: Date }> {
    const work = works[job.kind]
    if (asset.status !== work.status) {
      await job.markCompleted()
      return {}
    }

    const endAttempt = watchAttempt(job, asset)
    const { outcome, error, retryAt } =
      job.takeovers > retries.deaths
        ? await this.#giveUp(work, job, asset, 'every run of this job has died with its worker')
        : await this.#attempt(work, job, asset)
    const seconds = endAttempt(outcome, error)
    if (outcome === 'rejected') await chargeProcessing(job.chargeTo, seconds)
    note({ 'media_inbox.job.outcome': outcome })
    // The asset may have been deleted before the last variant was written.
    if (outcome === 'lost') await clearDeleted(asset)
    return { retryAt }
  }

  async #attempt(work: Work, job: Job, asset: Asset): Promise<Ending> {
    using life = keepAlive(job)
    try {
      const isOwner = await work.run(job, asset, life.signal)
      return { outcome: isOwner ? 'ready' : 'lost' }
    } catch (error) {
      if (life.isLost) return { outcome: 'lost' }
      if (!(error instanceof Rejection)) return await this.#retryLater(work, job, asset, error)
      // An original that was verified once is never removed. Quarantine keeps what the scanner finds.
      if (asset.sha256 && !(error instanceof Malware)) {
        return await this.#giveUp(work, job, asset, describeFailure(error), error)
      }
      const isOwner = await traced({ name: 'asset.write' }, () =>
        new RejectAsset().handle({ asset, error, job })
      )
      return { outcome: isOwner ? 'rejected' : 'lost', error }
    }
  }

  async #retryLater(work: Work, job: Job, asset: Asset, error: unknown): Promise<Ending> {
    const reason = describeFailure(error)
    // It waits for the scanner as long as that is down, which is no attempt.
    if (error instanceof ScannerUnavailable) {
      const isOwner = await job.markHeld(reason, scanAgainSeconds)
      const retryAt = new Date(Date.now() + scanAgainSeconds * 1_000)
      return isOwner ? { outcome: 'retried', error, retryAt } : { outcome: 'lost', error }
    }
    if (job.failures >= retries.attempts) return this.#giveUp(work, job, asset, reason, error)
    const seconds = waitBefore(job.failures + 1)
    const isOwner = await job.markWaiting(reason, seconds)
    if (!isOwner) return { outcome: 'lost', error }
    return { outcome: 'retried', error, retryAt: new Date(Date.now() + seconds * 1_000) }
  }

  async #giveUp(
    work: Work,
    job: Job,
    asset: Asset,
    reason: string,
    error?: unknown
  ): Promise<Ending> {
    const isOwner = await traced({ name: 'asset.write' }, () => work.giveUp(job, asset, reason))
    return { outcome: isOwner ? 'failed' : 'lost', error: error ?? new Error(reason) }
  }
}
