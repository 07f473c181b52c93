import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Asset from '#app/assets/models/asset'
import { AssetFactory } from '#database/factories/asset_factory'
import { eventually } from '#tests/support/eventually'

/** Ends the server's side of the transaction's connection, as a restart of the database does. */
async function breakOff(trx: TransactionClientContract) {
  const { rows } = await trx.rawQuery('select pg_backend_pid() as pid')
  await db.rawQuery('select pg_terminate_backend(?)', [rows[0].pid])
}

test.group('a transaction', (group) => {
  // The pool finds out a moment later that a connection is gone.
  group.each.teardown(async () => {
    await eventually(() => db.rawQuery('select 1'))
  })

  test('gives the answer of its work where its COMMIT succeeds', async ({ assert }) => {
    const { id } = await AssetFactory.with('user').create()
    const answer = await db.transaction(async (trx) => {
      await Asset.query({ client: trx }).where({ id }).update({ filename: 'other.jpg' })
      return 'done'
    })
    assert.equal(answer, 'done')
    const asset = await Asset.findOrFail(id)
    assert.equal(asset.filename, 'other.jpg')
  })

  test('fails where its COMMIT does', async ({ assert }) => {
    const { id } = await AssetFactory.with('user').create()
    const renaming = db.transaction(async (trx) => {
      await Asset.query({ client: trx }).where({ id }).update({ filename: 'other.jpg' })
      await breakOff(trx)
    })
    await assert.rejects(() => renaming)
    const asset = await eventually(() => Asset.find(id))
    assert.equal(asset.filename, 'holiday.jpg')
  })

  test('fails where its COMMIT by hand does', async ({ assert }) => {
    const trx = await db.transaction()
    await breakOff(trx)
    await assert.rejects(() => trx.commit())
  })
})
