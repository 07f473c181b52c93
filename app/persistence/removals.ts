import type pg from 'pg'
import db from '@adonisjs/lucid/services/db'
import { BackupBusy } from '#app/persistence/errors'

// Any number that nothing else in the database locks.
const REMOVAL_LOCK = 720_421

/** What PostgreSQL says where a lock was not given in time. */
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * From now on, and until the connection ends, no object is removed: all that rows name at this
 * moment can be copied. Removals that are under way end before; `BackupBusy` where one does not.
 */
export async function holdRemovals(client: pg.ClientBase) {
  await client.query(`set lock_timeout = '60s'`)
  try {
    await client.query('select pg_advisory_lock($1)', [REMOVAL_LOCK])
  } catch (cause) {
    if ((cause as pg.DatabaseError).code === LOCK_NOT_AVAILABLE) {
      throw new BackupBusy(undefined, { cause })
    }
    throw cause
  }
  await client.query('reset lock_timeout')
}

/**
 * Does work that removes objects which rows may have named until lately. Undefined, and nothing
 * done, while a backup copies: the caller retries later.
 */
export function unlessHeld<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  return db.transaction(async (trx) => {
    // The transaction stands still while the store works.
    await trx.rawQuery('set local idle_in_transaction_session_timeout = 0')
    const lock = 'select pg_try_advisory_xact_lock_shared(?) as free'
    const { rows } = await trx.rawQuery(lock, [REMOVAL_LOCK])
    return rows[0].free ? work() : undefined
  })
}
