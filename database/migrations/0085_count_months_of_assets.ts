import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Counts what was there before the triggers, one owner at a time. Under the lock of the triggers a
 * transaction is either counted here, or has yet to count itself.
 */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(async (client) => {
      const { rows } = await client.rawQuery('select distinct user_id from assets')
      for (const { user_id: userId } of rows) {
        await client.transaction(async (trx) => {
          await trx.rawQuery('select pg_advisory_xact_lock(720419, hashtext(?))', [userId])
          await trx.rawQuery('delete from asset_months where user_id = ?', [userId])
          await trx.rawQuery(COUNT, { userId })
        })
      }
    })
  }

  async down() {}
}

const COUNT = `
  insert into asset_months (user_id, sort, month, count)
  select user_id, sort, date_trunc('month', at), count(*)
  from assets, lateral (values
    ('added', to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
      at time zone 'UTC'),
    ('taken', coalesce(taken_at, created_at at time zone 'UTC'))
  ) as time (sort, at)
  where user_id = :userId and trashed_at is null
  group by 1, 2, 3
`
