import type { default as Asset, AssetStatus } from '#app/assets/models/asset'
import type Job from '#app/jobs/models/job'

/** What a kind of job does. A run of it may be repeated, and may be one of several at once. */
export interface Work {
  /** The status of an asset that there is still something to do for. */
  status: AssetStatus
  /** One attempt. False if this run has lost the job. Throws a `Rejection` for bad content. */
  run(job: Job, asset: Asset, signal: AbortSignal): Promise<boolean>
  /** Ends the job after its last attempt. False if this run has lost it. */
  giveUp(job: Job, asset: Asset, reason: string): Promise<boolean>
}
