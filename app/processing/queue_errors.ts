import logger from '@adonisjs/core/services/logger'
import { describeFailure } from '#app/observability/logging/failure'

/** What comes within this time of the last is the same outage. */
const SAME_OUTAGE_MILLISECONDS = 10_000

/**
 * Takes what a worker's queue complains of, and warns of each outage once. The queue's word that
 * a job is not this worker's any more is none: whose it is, the row says.
 */
export function reportQueueErrors() {
  let last = -Infinity
  return (error: Error) => {
    const reason = describeFailure(error)
    if (isOfOneJob(error)) return logger.debug({ reason }, 'the queue gave a job away')
    const isSame = Date.now() - last < SAME_OUTAGE_MILLISECONDS
    last = Date.now()
    logger[isSame ? 'debug' : 'warn']({ reason }, 'the queue is unavailable')
  }
}

// BullMQ numbers what it says of a job. PostgreSQL's codes and Node's are words.
function isOfOneJob(error: Error & { code?: unknown }) {
  return typeof error.code === 'number' || /^could not renew lock for job/.test(error.message)
}
