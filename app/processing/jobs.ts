import logger from '@adonisjs/core/services/logger'
import { jobSeconds } from '#config/lifecycle'

/** Waits for the jobs in work, as long as they are given. False where some have not ended by then. */
export async function withinDeadline(ending: Promise<unknown>) {
  const late = Promise.withResolvers<'late'>()
  const timer = setTimeout(late.resolve, jobSeconds * 1_000, 'late')
  const isInTime = (await Promise.race([ending, late.promise])) !== 'late'
  clearTimeout(timer)
  if (!isInTime) logger.warn('leaving the jobs that have not ended within SHUTDOWN_DEADLINE')
  return isInTime
}
