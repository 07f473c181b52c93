import type { DatabaseError } from 'pg'
import logger from '@adonisjs/core/services/logger'
import env from '#start/env'
import storage from '#config/storage'
import { checkDatabase } from '#app/installation/environment'
import { StartError } from '#app/process/start_error'

/** How PostgreSQL refuses a password, a role and the name of a database. */
const REFUSALS = ['28P01', '28000', '3D000']

/**
 * Stops the start where a service refuses what its variables say, which no waiting makes better.
 * One that is away may come back: it is told of, and the start goes on.
 */
export async function checkServices() {
  await checkConfiguredDatabase()
  await checkConfiguredBucket()
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
