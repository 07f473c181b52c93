import { setTimeout as delay } from 'node:timers/promises'
import { reasonOf } from '#app/process/start_error'

const MOST_AT_ONCE = 8
const MAX_REASONS = 10

/** Visits that were made, and what went wrong. */
export class Visits {
  count = 0
  failed = 0
  /** The first few. */
  readonly reasons: string[] = []

  constructor(private visit: () => Promise<void>) {}

  /** As many as eight at once can make in so many seconds. Gives how many that were a second. */
  async asFastAsCanBe(seconds: number) {
    const before = this.count
    const startedAt = performance.now()
    const lane = async () => {
      while (performance.now() - startedAt < seconds * 1_000) await this.#one()
    }
    await Promise.all(Array.from({ length: MOST_AT_ONCE }, lane))
    return (this.count - before) / ((performance.now() - startedAt) / 1_000)
  }

  /**
   * So many a second, evenly, however long each takes; no more at once than have been before, for
   * each more opens connections that are kept.
   */
  async atRate(perSecond: number, seconds: number) {
    const pending = new Set<Promise<void>>()
    const end = performance.now() + seconds * 1_000
    for (let due = performance.now(); due < end; due += 1_000 / perSecond) {
      await delay(Math.max(0, due - performance.now()))
      if (pending.size >= MOST_AT_ONCE) await Promise.race(pending)
      const one: Promise<void> = this.#one().finally(() => pending.delete(one))
      pending.add(one)
    }
    await Promise.all(pending)
  }

  async #one() {
    try {
      await this.visit()
      this.count++
    } catch (error) {
      this.failed++
      if (this.reasons.length < MAX_REASONS) this.reasons.push(reasonOf(error))
    }
  }
}
