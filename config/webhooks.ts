import env from '#start/env'

const DAY = 86_400

/** Whether receivers may have private and loopback addresses: for closed networks. */
export const allowPrivateReceivers = env.get('WEBHOOKS_ALLOW_PRIVATE') ?? false

/** Webhooks of one account. */
export const maxWebhooks = 20

/** A receiver answers within so many milliseconds, or the attempt has failed. */
export const attemptTimeout = 10_000

/** The wait before a retry, doubling from the first to the last, and for how long, in seconds. */
export const deliveryRetries = { firstSeconds: 5, lastSeconds: 10_800, forSeconds: 3 * DAY }

/** How long a replaced secret keeps signing beside the new one, in seconds. */
export const secretOverlapSeconds = DAY

/** How long deliveries stay in the log and can be sent again, in seconds. */
export const deliveriesKeptSeconds = 7 * DAY

/**
 * Attempts at once: of one webhook, and of all. A receiver whose last attempt failed or took longer
 * than `slowMilliseconds` uses the slow lane, where it keeps no quick one waiting.
 */
export const lanes = {
  fast: { each: 4, all: 32 },
  slow: { each: 2, all: 16 },
}
export const slowMilliseconds = 2_000

/** How often due deliveries are looked for, in milliseconds. */
export const deliveryPollMilliseconds = 1_000
