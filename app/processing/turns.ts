import Job, { type JobKind, jobKinds } from '#app/jobs/models/job'
import { FIRST_TURN } from '#app/jobs/next_job'

/**
 * Shares a worker's slots fairly: accounts take turns, and each holds at most `slots` of the
 * `slots + 1` there are, so that one is left for others whatever it sends. Jobs that follow a first
 * one hold at most `slots` together. Videos that are made playable have a slot of their own, in which
 * one may take an hour: it counts nowhere else, so that it never delays a photo.
 */
export class Turns {
  readonly #after = new Map<JobKind, string>()
  readonly #running = new Set<Job>()
  #beginning: Promise<unknown> = Promise.resolve()

  constructor(readonly slots: number) {}

  /** How many jobs run at most at the same time. */
  get total() {
    return this.slots + 2
  }

  /** Begins the next job; null if none is due, or those that are have to wait for a slot. */
  begin(): Promise<Job | null> {
    // One at a time: two at once would count the same slots as free.
    const next = this.#beginning.then(() => this.#begin())
    this.#beginning = next.catch(() => undefined)
    return next
  }

  /** Gives the slot of a job back. */
  end(job: Job) {
    this.#running.delete(job)
  }

  /** Whether an account holds all the slots it may: its next jobs may be due and not begun. */
  get isHeldBack() {
    return this.#fullAccounts().length > 0 || !this.#hasRoom('variants')
  }

  async #begin() {
    for (const kind of jobKinds) {
      if (!this.#hasRoom(kind)) continue
      const job = await this.#beginOf(kind)
      if (!job) continue
      this.#after.set(kind, job.chargeTo)
      this.#running.add(job)
      return job
    }
    return null
  }

  async #beginOf(kind: JobKind) {
    const except = kind === 'playback' ? [] : this.#fullAccounts()
    const after = this.#after.get(kind) ?? FIRST_TURN
    const job = await Job.beginNext({ kind, after, except })
    if (job || after === FIRST_TURN) return job
    return Job.beginNext({ kind, after: FIRST_TURN, except })
  }

  #fullAccounts() {
    const accounts = this.#shared.map(({ chargeTo }) => chargeTo)
    const isFull = (account: string) =>
      accounts.filter((other) => other === account).length >= this.slots
    return [...new Set(accounts)].filter(isFull)
  }

  #hasRoom(kind: JobKind) {
    if (kind === 'playback') return this.#shared.length === this.#running.size
    const isFull = this.#shared.length > this.slots
    const followers = this.#shared.filter((job) => job.kind === 'variants').length
    return !isFull && (kind === 'process' || followers < this.slots)
  }

  /** What runs in the slots that photos have. */
  get #shared() {
    return [...this.#running].filter(({ kind }) => kind !== 'playback')
  }
}
