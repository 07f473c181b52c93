import { DateTime } from 'luxon'
import Job from '#models/job'
import type Asset from '#models/asset'
import { Rejection } from '#media/rejection'
import { RejectAsset } from '#actions/reject_asset'
import { FinishAsset } from '#actions/finish_asset'
import { GiveUpAsset } from '#actions/give_up_asset'
import { fetchOriginal } from '#actions/fetch_original'
import { renderVariants } from '#actions/render_variants'
import { keepAlive } from '#queue/heartbeat'
import { describeFailure } from '#queue/failure'
import { retries } from '#config/queue'

/**
 * One attempt at a job: proves the original, writes its variants and moves the asset on to `ready`
 * or `rejected`. An attempt that fails for another reason than the content is tried again, the
 * last one leaves the asset `failed`. May run any number of times and on several workers at once.
 */
export class ProcessAsset {
  async handle({ jobId }: { jobId: string }): Promise<{ retryAt?: Date }> {
    const run = await Job.begin(jobId)
    if (!run) return {}
    if ('notBefore' in run) return { retryAt: run.notBefore }

    const { job, tookOver } = run
    const asset = await job.related('asset').query().first()
    if (asset?.status !== 'processing') {
      await job.markCompleted()
      return {}
    }
    return this.#attempt(job, asset, tookOver)
  }

  async #attempt(job: Job, asset: Asset, alone: boolean) {
    using life = keepAlive(job)
    try {
      await using original = await fetchOriginal(asset, life.signal)
      const { inspection, variants } = await renderVariants(original, {
        alone,
        signal: life.signal,
      })
      const proof = { ...inspection, sha256: original.sha256 }
      await new FinishAsset().handle({ job, asset, proof, variants })
      return {}
    } catch (error) {
      if (life.signal.aborted) return {}
      if (error instanceof Rejection) {
        await new RejectAsset().handle({ asset, error, job })
        return {}
      }
      return this.#tryLater(job, asset, error)
    }
  }

  async #tryLater(job: Job, asset: Asset, error: unknown) {
    const reason = describeFailure(error)
    if (job.attempts >= retries.attempts) {
      await new GiveUpAsset().handle({ job, asset, reason })
      return {}
    }
    const runAt = DateTime.utc().plus({ seconds: waitBefore(job.attempts + 1) })
    await job.markWaiting(reason, runAt)
    return { retryAt: runAt.toJSDate() }
  }
}

// Doubling, with up to half of it at random, so that what failed together does not return together.
function waitBefore(attempt: number) {
  const full = Math.min(retries.firstSeconds * 2 ** (attempt - 2), retries.lastSeconds)
  return full * (0.5 + Math.random() / 2)
}
