import logger from '@adonisjs/core/services/logger'
import { describeFailure } from '#app/observability/logging/failure'

/** A service that is down fails at each attempt: one line warns of it, and one reports its return. */
export class Outage {
  #isUnderWay = false

  constructor(private name: string) {}

  begin(error: unknown) {
    const level = this.#isUnderWay ? 'debug' : 'warn'
    this.#isUnderWay = true
    logger[level]({ reason: describeFailure(error) }, `${this.name} is unavailable`)
  }

  end() {
    if (!this.#isUnderWay) return
    this.#isUnderWay = false
    logger.info(`${this.name} is back`)
  }
}
