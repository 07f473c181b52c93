import { ServiceBusy } from '#app/accounts/errors'

/**
 * Lets so many run at once, so many wait, and refuses the rest with `ServiceBusy`: each hash takes
 * 19 MiB and a thread of the pool that files and names need as well.
 */
export class HashingQueue {
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(
    private concurrency: number,
    private limit: number
  ) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter()
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #enter() {
    if (this.#running < this.concurrency) {
      this.#running++
      return
    }
    if (this.#waiting.length >= this.limit) throw new ServiceBusy()
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  // The place goes straight to the next in line, so that nobody who comes later can take it.
  #leave() {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }
}
