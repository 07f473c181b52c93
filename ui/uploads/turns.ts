/** Lets so many go at a time; the others wait in line. */
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
      // The turn goes straight to the next in line.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#taken--
    }
  }
}
