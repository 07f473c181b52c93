import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import { AssetFactory } from '#database/factories/asset_factory'

test.group('a process that stands still', () => {
  test('in a transaction gives up the rows that it has locked', async ({ assert }) => {
    const { id } = await AssetFactory.with('user').create()
    const still = await db.transaction()
    await Asset.lock(id, still)
    assert.equal(await Asset.query().where({ id }).delete(), 1)
    await assert.rejects(() => still.commit())
  })
})
