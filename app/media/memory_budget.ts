interface Waiting {
  bytes: number
  start: () => void
}

/** Shares an amount of memory among files, in the order in which they came. */
export class MemoryBudget {
  #free: number
  readonly #waiting: Waiting[] = []

  constructor(readonly total: number) {
    this.#free = total
  }

  /**
   * Waits until `bytes` are free and keeps them while `work` runs. More than the total counts as
   * all of it, so that such a file runs by itself. Throws the reason of `signal` when that is
   * aborted before the work could start.
   */
  async run<T>(bytes: number, signal: AbortSignal | undefined, work: () => Promise<T>) {
    const share = Math.min(bytes, this.total)
    await this.#take(share, signal)
    try {
      return await work()
    } finally {
      this.#free += share
      this.#startNext()
    }
  }

  async #take(bytes: number, signal?: AbortSignal) {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const entry = { bytes, start: resolve }
    const leave = () => {
      if (this.#leave(entry)) reject(signal?.reason)
    }
    signal?.addEventListener('abort', leave)
    this.#waiting.push(entry)
    this.#startNext()
    await promise.finally(() => signal?.removeEventListener('abort', leave))
  }

  /** Strictly in order, for a large file would otherwise wait as long as small ones come. */
  #startNext() {
    while (this.#waiting.length > 0 && this.#waiting[0].bytes <= this.#free) {
      const { bytes, start } = this.#waiting.shift()!
      this.#free -= bytes
      start()
    }
  }

  /** False when it has started already. */
  #leave(entry: Waiting) {
    const index = this.#waiting.indexOf(entry)
    if (index < 0) return false
    this.#waiting.splice(index, 1)
    this.#startNext()
    return true
  }
}
