import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseError } from 'pg'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import mainStore from '#app/storage/main'
import { bindStore } from '#app/maintenance/belonging/bind_store'
import { readMarker } from '#app/maintenance/belonging/store_marker'
import { withSides } from '#app/maintenance/belonging/with_sides'
import { describeFailure } from '#app/observability/logging/failure'
import { isDatabaseOutage } from '#app/persistence/database_outage'
import { StoreUnavailable } from '#app/storage/errors'

const RETRY_MS = 5_000

/** The migrations of this release have not run. */
const NO_SUCH_TABLE = '42P01'

/** Binds the configured store to the configured database; throws a `StartError` on a mismatch. */
export function checkBelonging(): Promise<void> {
  return withSides(env.get('DATABASE_URL'), bindStore)
}

/**
 * The same for a process that may start while a service is down: it continues, and learns of a
 * later mismatch by `onMismatch`.
 */
export async function checkBelongingSoon(onMismatch: (error: unknown) => void): Promise<void> {
  if (!(await isKnownToBelong())) void retry().catch(onMismatch)
}

/**
 * Whether the store still belongs to the database, read again from both. Sweeps that remove what no
 * row owns ask this each time: either may have been replaced beneath the running process.
 */
export async function storeBelongs(): Promise<boolean> {
  const [row, marker] = await Promise.all([
    db.from('installation').select('id').first(),
    readMarker(mainStore),
  ])
  const belongs = row?.id !== null && row?.id === marker
  if (!belongs) logger.error('the store does not belong to this database: nothing is swept')
  return belongs
}

async function retry() {
  do await sleep(RETRY_MS, undefined, { ref: false })
  while (!(await isKnownToBelong()))
}

async function isKnownToBelong() {
  try {
    await checkBelonging()
    return true
  } catch (error) {
    if (!isOutage(error)) throw error
    const reason = describeFailure(error)
    logger.warn({ reason }, 'whether store and database belong together is not known yet')
    return false
  }
}

function isOutage(error: unknown) {
  if (error instanceof StoreUnavailable || isDatabaseOutage(error)) return true
  return (error as DatabaseError).code === NO_SUCH_TABLE
}
