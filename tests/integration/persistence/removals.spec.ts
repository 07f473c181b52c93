import { test } from '@japa/runner'
import pg from 'pg'
import env from '#start/env'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import { holdRemovals, unlessHeld } from '#app/persistence/removals'
import { passDays, sweepRound } from '#tests/support/services/orphans'
import { AssetFactory } from '#database/factories/asset_factory'

/** A backup that is copying, until the test ends it. */
async function hold(cleanup: (end: () => Promise<void>) => void) {
  const client = new pg.Client({ connectionString: env.get('DATABASE_URL') })
  await client.connect()
  await holdRemovals(client)
  let ending: Promise<void> | undefined
  const end = () => (ending ??= client.end())
  cleanup(end)
  return end
}

test.group('While a backup copies', () => {
  test('nothing is removed that a row has named, and afterwards it is', async ({
    assert,
    cleanup,
  }) => {
    const owner = { usedBytes: 1_000, usedAssets: 1 }
    const asset = await AssetFactory.with('user', 1, (user) => user.merge(owner))
      .apply('ready')
      .create()
    const write = { size: 5, contentType: 'image/jpeg' }
    await store.put(asset.originalKey, Buffer.from('bytes'), write)
    const end = await hold(cleanup)
    await new DeleteAsset().handle({ asset, origin: { actorId: asset.userId } })
    const sweep = async () => {
      await new SweepDeletions().handle({ limit: 1_000 })
      await sweepRound()
      await passDays(8)
      await sweepRound()
    }
    await sweep()
    assert.isNotNull(await store.head(Asset.originalKey(asset.id)))
    assert.isNull(await Asset.find(asset.id))

    await end()
    await sweep()
    assert.isNull(await store.head(Asset.originalKey(asset.id)))
  })

  test('begins when the removal that is under way has ended', async ({ assert, cleanup }) => {
    const order: string[] = []
    const removing = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const removal = unlessHeld(async () => {
      begun.resolve()
      await removing.promise
      order.push('removed')
    })
    await begun.promise
    const held = hold(cleanup).then(() => order.push('held'))
    removing.resolve()
    await Promise.all([removal, held])
    assert.deepEqual(order, ['removed', 'held'])
    assert.isUndefined(await unlessHeld(async () => 'removed'))
  })
})
