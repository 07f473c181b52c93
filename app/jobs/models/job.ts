import { v7 } from 'uuid'
import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { JobSchema } from '#database/schema'
import { nextJob, type Turn } from '#app/jobs/next_job'
import { Identified } from '#app/persistence/identified'
import { Paged } from '#app/persistence/paged'
import Asset from '#app/assets/models/asset'

export const jobStates = ['queued', 'active', 'completed', 'failed'] as const

export type JobState = (typeof jobStates)[number]

/**
 * `process` verifies an asset and publishes it with its thumbnail, `variants` makes its other
 * pictures, `playback` a video that browsers play. An asset has one live job of each at most.
 */
export const jobKinds = ['process', 'variants', 'playback'] as const

export type JobKind = (typeof jobKinds)[number]

// All times are the database's: workers on several machines must agree on who is dead.
const IS_DUE = `state = 'queued' and run_at <= now()`

/** A run without a heartbeat for 15 seconds is considered dead, and its job is taken over. */
export const RUN_IS_DEAD = `state = 'active' and heartbeat_at < now() - interval '15 seconds'`

/**
 * Work on one asset. A run owns the job by its `runId` while it lasts: every method that ends a
 * run changes nothing where another run has taken over meanwhile, and says so.
 */
export default class Job extends compose(JobSchema, Identified, Paged) {
  declare state: JobState
  declare kind: JobKind

  @belongsTo(() => Asset)
  declare asset: BelongsTo<typeof Asset>

  /**
   * Begins a run: of a job that is due, or of one whose run has died. Null where there is nothing
   * to do, for the job waits, has ended, is gone or runs elsewhere.
   */
  static begin(id: string): Promise<Job | null> {
    return Job.#begin(id)
  }

  /** Begins the next job, as `nextJob` picks it; null if none is due. */
  static beginNext(turn: Turn): Promise<Job | null> {
    return Job.#begin(nextJob(turn))
  }

  static async #begin(id: string | ReturnType<typeof nextJob>): Promise<Job | null> {
    const [row] = await Job.query()
      .where('id', id as string)
      .where((possible) => possible.whereRaw(IS_DUE).orWhereRaw(RUN_IS_DEAD))
      .returning('*')
      .update({
        state: 'active',
        runId: v7(),
        heartbeatAt: db.raw('now()'),
        attempts: db.raw('attempts + 1'),
        takeovers: db.raw(`takeovers + (state = 'active')::int`),
        progress: null,
        updatedAt: db.raw('now()'),
      })
    return Job.$createFromAdapterResult(row)
  }

  /** Failed attempts, deaths of workers excluded, the current one included. */
  get failures() {
    return this.attempts - this.takeovers
  }

  /** Records that this run is alive. False if it no longer owns the job. */
  beat() {
    return this.#moveRun({ heartbeatAt: db.raw('now()') })
  }

  /** Notes how far this run is, in per cent. False where it no longer owns the job. */
  markProgress(progress: number) {
    return this.#moveRun({ progress })
  }

  markCompleted(trx?: TransactionClientContract) {
    return this.#moveRun({ state: 'completed', runId: null, lastError: null }, trx)
  }

  markFailed(reason: string, trx?: TransactionClientContract) {
    return this.#moveRun({ state: 'failed', runId: null, lastError: reason }, trx)
  }

  /** Requeues the job after a failed attempt, to be retried in so many seconds. */
  markWaiting(reason: string, seconds: number) {
    const runAt = db.raw(`now() + ? * interval '1 second'`, [seconds])
    return this.#moveRun({ state: 'queued', runId: null, lastError: reason, runAt })
  }

  /** The same where something that the job stands on is down: this was no attempt. */
  markHeld(reason: string, seconds: number) {
    const runAt = db.raw(`now() + ? * interval '1 second'`, [seconds])
    const attempts = db.raw('attempts - 1')
    return this.#moveRun({ state: 'queued', runId: null, lastError: reason, runAt, attempts })
  }

  /**
   * Queues a failed job again and resets its attempts. The asset is to be locked, so that no other
   * job of this kind begins meanwhile; false if there is one.
   */
  async requeue(trx: TransactionClientContract) {
    const { assetId, kind } = this
    const live = Job.query({ client: trx }).where({ assetId, kind })
    if (await live.whereIn('state', ['queued', 'active']).first()) return false
    const runAt = db.raw('now()')
    const reset = { state: 'queued', attempts: 0, takeovers: 0, runAt, enqueuedAt: null }
    return this.#move({ state: 'failed' }, reset, trx)
  }

  #moveRun(to: Record<string, unknown>, trx?: TransactionClientContract) {
    return this.#move({ state: 'active', runId: this.runId! }, to, trx)
  }

  // This object keeps what it knows: a transaction that fails later leaves it true.
  async #move(
    from: Record<string, string>,
    to: Record<string, unknown>,
    trx?: TransactionClientContract
  ) {
    const moved = await Job.query({ client: trx })
      .where({ id: this.id, ...from })
      .update({ ...to, updatedAt: db.raw('now()') })
    return Number(moved) === 1
  }
}
