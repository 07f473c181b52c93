import { deliveryRetries } from '#config/webhooks'

/** Seconds to wait after so many failed attempts. */
export function waitAfter(attempts: number) {
  const { firstSeconds, lastSeconds } = deliveryRetries
  return Math.min(firstSeconds * 2 ** (attempts - 1), lastSeconds)
}
