import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { ModelAttributes } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { JobSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'
import Asset from '#models/asset'

export type JobState = 'queued' | 'active' | 'completed' | 'failed'

/** A run that has not told of itself for so long is dead, and its job is taken over. */
export const RUN_IS_DEAD_AFTER_SECONDS = 15

/**
 * Work on one asset. A run owns the job by its `runId` while it lasts: every method that ends a
 * run changes nothing where another run has taken over meanwhile, and says so.
 */
export default class Job extends compose(JobSchema, Identified) {
  declare state: JobState

  @belongsTo(() => Asset)
  declare asset: BelongsTo<typeof Asset>

  /**
   * Begins a run: of a job that waits, or of one whose run has died. Null where there is nothing
   * to do, for the job has ended, is gone, or runs elsewhere.
   */
  static async begin(id: string): Promise<{ job: Job; tookOver: boolean } | null> {
    const before = await Job.find(id)
    if (!before) return null
    const now = DateTime.utc()
    const dead = now.minus({ seconds: RUN_IS_DEAD_AFTER_SECONDS })
    const begun = await Job.query()
      .where('id', id)
      .where((free) => {
        free.where('state', 'queued').orWhere((active) => {
          active.where('state', 'active').where('heartbeat_at', '<', dead.toJSDate())
        })
      })
      .update({ state: 'active', runId: v7(), heartbeatAt: now, updatedAt: now })
      .increment('attempts', 1)
    if (Number(begun) !== 1) return null
    return { job: await Job.findOrFail(id), tookOver: before.state === 'active' }
  }

  /** Says that this run is alive. False where it no longer owns the job. */
  async beat() {
    const now = DateTime.utc()
    return this.#end({ state: 'active', runId: this.runId, heartbeatAt: now })
  }

  markCompleted(trx: TransactionClientContract) {
    return this.#end({ state: 'completed', lastError: null }, trx)
  }

  markFailed(reason: string, trx: TransactionClientContract) {
    return this.#end({ state: 'failed', lastError: reason }, trx)
  }

  /** Puts the job back in line after an attempt that may succeed later. */
  markWaiting(reason: string, runAt: DateTime) {
    return this.#end({ state: 'queued', lastError: reason, runAt })
  }

  async #end(to: Partial<ModelAttributes<Job>>, trx?: TransactionClientContract) {
    const values = { runId: null, ...to, updatedAt: DateTime.utc() }
    const ended = await Job.query({ client: trx })
      .where('id', this.id)
      .where('state', 'active')
      .where('run_id', this.runId!)
      .update(values)
    return Number(ended) === 1
  }
}
