interface Waiting {
  bytes: number
  isSlow: boolean
  /** How many that came later were started before it. */
  overtaken: number
  start: () => void
}

interface Request {
  /** Of memory. */
  bytes: number
  signal?: AbortSignal
  /** It may take long and much: files that fit beside others do not wait behind it. */
  isSlow?: boolean
}

/** So many files may start before a slow one that came first, or it could wait for ever. */
const MAX_OVERTAKEN = 16

/** Shares an amount of memory among files, in the order in which they came. */
export class MemoryBudget {
  #free: number
  readonly #waiting: Waiting[] = []

  constructor(readonly total: number) {
    this.#free = total
  }

  /**
   * Waits until `bytes` are free and keeps them while `work` runs. More than the total counts as
   * all of it, so that such a file runs alone. Throws the reason of `signal` when that is
   * aborted before the work could start.
   */
  async run<T>(request: Request, work: () => Promise<T>) {
    const share = Math.min(request.bytes, this.total)
    await this.#take({ ...request, bytes: share })
    try {
      return await work()
    } finally {
      this.#free += share
      this.#startNext()
    }
  }

  async #take({ bytes, signal, isSlow = false }: Request) {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const entry = { bytes, isSlow, overtaken: 0, start: resolve }
    const leave = () => {
      if (this.#leave(entry)) reject(signal?.reason)
    }
    signal?.addEventListener('abort', leave)
    this.#waiting.push(entry)
    this.#startNext()
    await promise.finally(() => signal?.removeEventListener('abort', leave))
  }

  #startNext() {
    for (let index = this.#next(); index >= 0; index = this.#next()) {
      const [{ bytes, start }] = this.#waiting.splice(index, 1)
      for (const before of this.#waiting.slice(0, index)) before.overtaken++
      this.#free -= bytes
      start()
    }
  }

  /** The first that may start, or -1. In order: a large file would otherwise wait for ever. */
  #next() {
    for (const [index, { bytes, isSlow, overtaken }] of this.#waiting.entries()) {
      if (bytes <= this.#free) return index
      if (!isSlow || overtaken >= MAX_OVERTAKEN) return -1
    }
    return -1
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
