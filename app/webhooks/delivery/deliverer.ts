import logger from '@adonisjs/core/services/logger'
import { Signal } from '#app/assets/events/signal'
import { describeFailure } from '#app/observability/logging/failure'
import { Leadership } from '#app/queue/leadership'
import { attemptDelivery } from '#app/webhooks/delivery/attempt_delivery'
import { findDueDeliveries } from '#app/webhooks/delivery/due_deliveries'
import type { DueDelivery } from '#app/webhooks/delivery/types'
import { deliveryPollMilliseconds, lanes } from '#config/webhooks'

// Any number will do as long as nothing else in the database takes the same lock.
const DELIVERY_LOCK = 720_422

/**
 * Attempts what is due, many deliveries at once, until it is stopped. One worker at a time does
 * this for all webhooks: what is under way is known to it alone, so that one that dies leaves
 * nothing behind, and the next one sends again what it had not recorded.
 */
export class Deliverer {
  readonly #inFlight = new Map<DueDelivery, Promise<void>>()
  readonly #signal = new Signal()

  /** Resolves when the signal is aborted and the attempts that were under way have ended. */
  async run(signal: AbortSignal) {
    await using leadership = new Leadership(DELIVERY_LOCK, 'webhooks')
    signal.addEventListener('abort', () => this.#signal.call(), { once: true })
    while (!signal.aborted) {
      if (await leadership.isHeld()) await this.#startDue()
      await this.#signal.wait(deliveryPollMilliseconds)
    }
    await Promise.all(this.#inFlight.values())
  }

  async #startDue() {
    try {
      const due = await findDueDeliveries(this.#room())
      for (const delivery of due) if (this.#hasRoomFor(delivery)) this.#start(delivery)
    } catch (error) {
      logger.warn({ reason: describeFailure(error) }, 'could not look for due webhook deliveries')
    }
  }

  #start(delivery: DueDelivery) {
    const attempt = attemptDelivery(delivery)
      .catch((error) => {
        logger.warn({ reason: describeFailure(error) }, 'could not attempt a webhook delivery')
      })
      .finally(() => {
        this.#inFlight.delete(delivery)
        this.#signal.call()
      })
    this.#inFlight.set(delivery, attempt)
  }

  #room() {
    const underWay = [...this.#inFlight.keys()]
    const webhooks = Map.groupBy(underWay, ({ webhookId }) => webhookId)
    const isFull = ([, some]: [string, DueDelivery[]]) => some.length >= laneOf(some[0]).each
    return {
      inFlight: underWay.map(({ id }) => id),
      full: [...webhooks].filter(isFull).map(([id]) => id),
      hasFast: this.#count(({ isSlow }) => !isSlow) < lanes.fast.all,
      hasSlow: this.#count(({ isSlow }) => isSlow) < lanes.slow.all,
    }
  }

  #hasRoomFor({ isSlow, webhookId }: DueDelivery) {
    const lane = laneOf({ isSlow })
    return (
      this.#count((other) => other.isSlow === isSlow) < lane.all &&
      this.#count((other) => other.webhookId === webhookId) < lane.each
    )
  }

  #count(matches: (delivery: DueDelivery) => boolean) {
    return [...this.#inFlight.keys()].filter(matches).length
  }
}

function laneOf({ isSlow }: Pick<DueDelivery, 'isSlow'>) {
  return isSlow ? lanes.slow : lanes.fast
}
