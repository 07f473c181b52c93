import { retries } from '#config/queue'

/**
 * Seconds to wait before the attempt of that number, the first of which needs no waiting. Doubling,
 * with up to half of it at random, so that what failed together does not return together.
 */
export function waitBefore(attempt: number) {
  const full = Math.min(retries.firstSeconds * 2 ** (attempt - 2), retries.lastSeconds)
  return full * (0.5 + Math.random() / 2)
}
