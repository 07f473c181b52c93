/** Lets a limited number run at a time; the others wait in a queue. */
export class Turns {
  #taken = 0
  readonly #waiting: (() => void)[] = []

  constructor(private most: number) {}

  async run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    if (this.#taken >= this.most) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else {
      this.#taken++
    }
    try {
      signal.throwIfAborted()
      return await work()
    } finally {
      // The turn passes directly to the next in the queue.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#taken--
    }
  }
}
