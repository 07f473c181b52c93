import limiter from '@adonisjs/limiter/services/main'
import logger from '@adonisjs/core/services/logger'
import { type Limiter, type LimiterResponse, errors } from '@adonisjs/limiter'
import { limits } from '#config/limiter'

export type LimitName = keyof typeof limits

/**
 * One of the limits, `factor` times as large. Throws `E_TOO_MANY_REQUESTS` if it is passed. While
 * its store is down, each node counts in its own memory; if that fails too it refuses nobody, and
 * answers null.
 */
export class Limit {
  constructor(
    private name: LimitName,
    private factor = 1
  ) {}

  /** Takes one of the key's requests. */
  take(key: string): Promise<LimiterResponse | null> {
    return this.#ask((counter) => counter.consume(this.#keyOf(key)))
  }

  /** Takes one even if nothing is left, and refuses nobody. */
  async count(key: string) {
    try {
      await this.take(key)
    } catch (error) {
      if (!(error instanceof errors.E_TOO_MANY_REQUESTS)) throw error
    }
  }

  /** Throws if nothing is left for the key, and takes nothing. */
  async check(key: string) {
    const left = await this.#left(key)
    if (left && left.remaining <= 0) throw withHint(new errors.E_TOO_MANY_REQUESTS(left))
  }

  /** Whether nothing is left for the key. */
  async isExhausted(key: string) {
    const left = await this.#left(key)
    return left !== null && left.remaining <= 0
  }

  /** Counts from zero again for the key. */
  async forget(key: string) {
    await this.#ask((counter) => counter.delete(this.#keyOf(key)))
  }

  #left(key: string) {
    return this.#ask((counter) => counter.get(this.#keyOf(key)))
  }

  #keyOf(key: string) {
    return `${this.name}:${key}`
  }

  async #ask<Answer>(question: (counter: Limiter) => Promise<Answer>) {
    const { store, requests, duration } = limits[this.name]
    const allowance = { requests: requests * this.factor, duration }
    for (const name of [store, 'memory'] as const) {
      try {
        return await question(limiter.use(name, allowance))
      } catch (error) {
        if (error instanceof errors.E_TOO_MANY_REQUESTS) throw withHint(error)
        reportOutage(error)
      }
    }
    return null
  }
}

let reportedAt = -Infinity

// Once in ten seconds is enough: every request fails alike.
function reportOutage(error: unknown) {
  if (performance.now() - reportedAt < 10_000) return
  reportedAt = performance.now()
  logger.warn({ err: error }, 'the store of the limits is down: this node counts by itself')
}

function withHint(error: InstanceType<typeof errors.E_TOO_MANY_REQUESTS>) {
  const seconds = error.response.availableIn
  return error.setMessage(`Too many requests. Please try again in ${seconds} seconds.`)
}
