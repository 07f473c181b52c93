import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { eventually } from '#tests/support/eventually'

/** Waits until somebody waits for a lock that this transaction holds. */
export async function blocking(trx: TransactionClientContract) {
  const { rows } = await trx.rawQuery('select pg_backend_pid() as pid')
  const text = 'select from pg_stat_activity where ? = any(pg_blocking_pids(pid))'
  await eventually(async () => {
    const { rowCount } = await db.rawQuery(text, [rows[0].pid])
    return rowCount > 0
  })
}
