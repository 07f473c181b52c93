import Job from '#app/jobs/models/job'
import type Asset from '#app/assets/models/asset'
import { Rejection } from '#app/media/rejection'
import { RejectAsset } from '#app/uploads/actions/reject_asset'
import { FinishAsset } from '#app/processing/actions/finish_asset'
import { GiveUpAsset } from '#app/processing/actions/give_up_asset'
import { clearDeleted } from '#app/assets/actions/clear_deleted'
import { fetchOriginal } from '#app/processing/actions/fetch_original'
import { joinParts } from '#app/uploads/actions/join_parts'
import { renderVariants } from '#app/processing/actions/render_variants'
import { reached } from '#app/observability/tracing/checkpoints'
import { note, traced } from '#app/observability/tracing/work'
import { type Outcome, watchAttempt } from '#app/processing/attempt'
import { keepAlive, type Life } from '#app/processing/heartbeat'
import { waitBefore } from '#app/processing/back_off'
import { describeFailure } from '#app/observability/logging/failure'
import { retries } from '#config/queue'

/** How an attempt ended, for what reason, and when another one is due. */
interface Ending {
  outcome: Outcome
  error?: unknown
  retryAt?: Date
}

/**
 * One attempt at a job: proves the original, writes its variants and moves the asset on to `ready`
 * or `rejected`. An attempt that fails for another reason than the content is tried again, the
 * last one leaves the asset `failed`. May run any number of times and on several workers at once.
 */
export class ProcessAsset {
  async handle({ jobId }: { jobId: string }): Promise<{ retryAt?: Date }> {
    const job = await Job.begin(jobId)
    const asset = await job?.related('asset').query().first()
    if (!job || !asset) return {}
    const { id, attempts, traceparent } = job
    const attributes = { 'media_inbox.job.id': id, 'media_inbox.job.attempt': attempts }
    return traced({ name: 'job.process', kind: 'consumer', attributes, traceparent }, () =>
      this.#run(job, asset)
    )
  }

  async #run(job: Job, asset: Asset): Promise<{ retryAt?: Date }> {
    reached('process.begun', asset.id)
    if (asset.status !== 'processing') {
      await job.markCompleted()
      return {}
    }

    const endAttempt = watchAttempt(job, asset)
    const { outcome, error, retryAt } =
      job.takeovers > retries.deaths
        ? await this.#giveUp(job, asset, 'every run of this job has died with its worker')
        : await this.#attempt(job, asset)
    endAttempt(outcome, error)
    note({ 'media_inbox.job.outcome': outcome })
    // Whoever deleted the asset meanwhile may have looked before the last variant was written.
    if (outcome === 'lost') await clearDeleted(asset)
    return { retryAt }
  }

  async #attempt(job: Job, asset: Asset): Promise<Ending> {
    using life = keepAlive(job)
    try {
      const isOwner = await this.#process(job, asset, life)
      return { outcome: isOwner ? 'ready' : 'lost' }
    } catch (error) {
      if (life.isLost) return { outcome: 'lost' }
      if (!(error instanceof Rejection)) return await this.#tryLater(job, asset, error)
      // An original that was proved once is never thrown away.
      if (asset.sha256) return await this.#giveUp(job, asset, describeFailure(error), error)
      const isOwner = await traced({ name: 'asset.write' }, () =>
        new RejectAsset().handle({ asset, error, job })
      )
      return { outcome: isOwner ? 'rejected' : 'lost', error }
    }
  }

  async #process(job: Job, asset: Asset, { signal }: Life) {
    if (!asset.etag) await traced({ name: 'asset.join' }, () => joinParts(asset))
    await using original = await traced({ name: 'asset.download' }, () =>
      fetchOriginal(asset, signal)
    )
    reached('process.fetched', asset.id)
    // What has failed or stopped a program once is read in one of its own from then on, where it
    // cannot do harm, and what it computes counts in place of the clock.
    const alone = job.attempts > 1
    const { inspection, variants } = await traced({ name: 'asset.render' }, () =>
      renderVariants(original, { alone, signal })
    )
    reached('process.rendered', asset.id)
    const proof = { ...inspection, sha256: original.sha256 }
    // A failure of what is not awaited here would have no handler while the original is removed.
    return await traced({ name: 'asset.write' }, () =>
      new FinishAsset().handle({ job, asset, proof, variants })
    )
  }

  async #tryLater(job: Job, asset: Asset, error: unknown): Promise<Ending> {
    const reason = describeFailure(error)
    if (job.failures >= retries.attempts) return this.#giveUp(job, asset, reason, error)
    const seconds = waitBefore(job.failures + 1)
    const isOwner = await job.markWaiting(reason, seconds)
    if (!isOwner) return { outcome: 'lost', error }
    return { outcome: 'retried', error, retryAt: new Date(Date.now() + seconds * 1_000) }
  }

  async #giveUp(job: Job, asset: Asset, reason: string, error?: unknown): Promise<Ending> {
    const isOwner = await traced({ name: 'asset.write' }, () =>
      new GiveUpAsset().handle({ job, asset, reason })
    )
    return { outcome: isOwner ? 'failed' : 'lost', error: error ?? new Error(reason) }
  }
}
