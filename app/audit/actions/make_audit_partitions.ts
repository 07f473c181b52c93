import db from '@adonisjs/lucid/services/db'

const MONTHS_AHEAD = 3

/**
 * Makes the audit log's partitions of the coming months. Gives up after two seconds where somebody
 * holds the table, for writers would wait behind it; the next call tries again.
 */
export class MakeAuditPartitions {
  async handle() {
    return db.transaction(async (trx) => {
      await trx.rawQuery(`set local lock_timeout = '2s'`)
      const { rows } = await trx.rawQuery('select audit.make_partitions(?) as made', [MONTHS_AHEAD])
      return rows[0].made as number
    })
  }
}
