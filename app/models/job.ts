import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { ModelAttributes } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { JobSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'
import { Paged } from '#models/mixins/paged'
import Asset from '#models/asset'

interface Begun {
  job: Job
  tookOver: boolean
}

export type JobState = 'queued' | 'active' | 'completed' | 'failed'

/** A run that has not told of itself for so long is dead, and its job is taken over. */
export const RUN_IS_DEAD_AFTER_SECONDS = 15

/**
 * Work on one asset. A run owns the job by its `runId` while it lasts: every method that ends a
 * run changes nothing where another run has taken over meanwhile, and says so.
 */
export default class Job extends compose(JobSchema, Identified, Paged) {
  declare state: JobState

  @belongsTo(() => Asset)
  declare asset: BelongsTo<typeof Asset>

  /**
   * Begins a run: of a job that waits, or of one whose run has died (`tookOver`). Null where there
   * is nothing to do, for the job has ended, is gone or runs elsewhere.
   */
  static async begin(id: string): Promise<Begun | { notBefore: Date } | null> {
    const job = await Job.find(id)
    if (!job) return null
    const now = DateTime.utc()
    if (job.state === 'queued' && job.runAt > now) return { notBefore: job.runAt.toJSDate() }

    const tookOver = job.state === 'active'
    if (tookOver && job.heartbeatAt! > now.minus({ seconds: RUN_IS_DEAD_AFTER_SECONDS }))
      return null
    const begun = {
      state: 'active',
      runId: v7(),
      heartbeatAt: now,
      attempts: job.attempts + 1,
    } as const
    return (await job.#move(begun)) ? { job, tookOver } : null
  }

  /** Says that this run is alive. False where it no longer owns the job. */
  beat() {
    return this.#move({ heartbeatAt: DateTime.utc() })
  }

  markCompleted(trx?: TransactionClientContract) {
    return this.#move({ state: 'completed', runId: null, lastError: null }, trx)
  }

  markFailed(reason: string, trx: TransactionClientContract) {
    return this.#move({ state: 'failed', runId: null, lastError: reason }, trx)
  }

  /** Puts the job back in line after an attempt that may succeed later. */
  markWaiting(reason: string, runAt: DateTime) {
    return this.#move({ state: 'queued', runId: null, lastError: reason, runAt })
  }

  requeue(trx: TransactionClientContract) {
    const now = DateTime.utc()
    return this.#move({ state: 'queued', attempts: 0, runAt: now, enqueuedAt: now }, trx)
  }

  // State and run have to be as this process saw them last, or somebody else has moved the job.
  async #move(to: Partial<ModelAttributes<Job>>, trx?: TransactionClientContract) {
    const { id, state, runId } = this
    const values = { ...to, updatedAt: DateTime.utc() }
    const moved = await Job.query({ client: trx })
      .where({ id, state })
      .where((same) => (runId ? same.where('run_id', runId) : same.whereNull('run_id')))
      .update(values)
    if (Number(moved) !== 1) return false
    Object.assign(this, values)
    this.$hydrateOriginals()
    return true
  }
}
