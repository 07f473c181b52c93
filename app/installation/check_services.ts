import type { DatabaseError } from 'pg'
import logger from '@adonisjs/core/services/logger'
import env from '#start/env'
import storage from '#config/storage'
import { checkBelongingSoon } from '#app/maintenance/belonging/check_belonging'
import { checkDatabase } from '#app/installation/environment'
import { StartError } from '#app/process/start_error'

/** How PostgreSQL refuses a password, a role and the name of a database. */
const REFUSALS = ['28P01', '28000', '3D000']

/**
 * Stops the start if a service refuses what its variables say, or if store and database do not
 * belong together: no waiting makes that better. A service that is down may come back: it is
 * logged, the start continues, and `onMismatch` is called for a mismatch that shows once it is back.
 */
export async function checkServices(onMismatch: (error: unknown) => void) {
  await checkConfiguredDatabase()
  await checkConfiguredBucket()
  await checkBelongingSoon(onMismatch)
}

async function checkConfiguredDatabase() {
  try {
    await checkDatabase(env.get('DATABASE_URL'))
  } catch (error) {
    const { message, cause } = error as StartError
    if (REFUSALS.includes((cause as DatabaseError).code!)) throw error
    logger.warn(message)
  }
}

async function checkConfiguredBucket() {
  if (!storage.s3) return
  // The SDK takes memory and time to load, so it is not loaded where objects are on disk.
  const { findBucketFault } = await import('#app/storage/s3/bucket_fault')
  const fault = await findBucketFault(storage.s3)
  if (fault?.isOutage) logger.warn(fault.message)
  else if (fault) throw new StartError(fault.message)
}
