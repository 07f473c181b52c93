import limiter from '@adonisjs/limiter/services/main'
import logger from '@adonisjs/core/services/logger'
import { type Limiter, type LimiterResponse, errors } from '@adonisjs/limiter'
import { limits } from '#config/limiter'

export type LimitName = keyof typeof limits

/**
 * One of the limits. Throws `E_TOO_MANY_REQUESTS` where it is passed. Where its store is away it
 * refuses nobody, tells the log, and answers null.
 */
export class Limit {
  constructor(private name: LimitName) {}

  /** Takes one of the key's requests. */
  take(key: string): Promise<LimiterResponse | null> {
    return this.#ask((counter) => counter.consume(this.#keyOf(key)))
  }

  /** Throws where nothing is left for the key, and takes nothing. */
  async check(key: string) {
    const left = await this.#ask((counter) => counter.get(this.#keyOf(key)))
    if (left && left.remaining <= 0) throw withHint(new errors.E_TOO_MANY_REQUESTS(left))
  }

  /** Begins anew for the key. */
  async forget(key: string) {
    await this.#ask((counter) => counter.delete(this.#keyOf(key)))
  }

  #keyOf(key: string) {
    return `${this.name}:${key}`
  }

  async #ask<Answer>(question: (counter: Limiter) => Promise<Answer>) {
    const { store, requests, duration } = limits[this.name]
    try {
      return await question(limiter.use(store, { requests, duration }))
    } catch (error) {
      if (error instanceof errors.E_TOO_MANY_REQUESTS) throw withHint(error)
      tellOutage(error)
      return null
    }
  }
}

let toldAt = 0

// Once in ten seconds is enough: every request fails alike.
function tellOutage(error: unknown) {
  if (Date.now() - toldAt < 10_000) return
  toldAt = Date.now()
  logger.warn({ err: error }, 'limits cannot be counted, and refuse nobody meanwhile')
}

function withHint(error: InstanceType<typeof errors.E_TOO_MANY_REQUESTS>) {
  const seconds = error.response.availableIn
  return error.setMessage(`Too many requests. Please try again in ${seconds} seconds.`)
}
