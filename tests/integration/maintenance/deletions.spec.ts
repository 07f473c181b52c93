import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import User from '#app/accounts/models/user'
import Deletion from '#app/assets/models/deletion'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'

type State = 'ready' | 'processing'

function sweep() {
  return new SweepDeletions().handle({ limit: 1_000 })
}

function write(key: string) {
  return store.put(key, Buffer.from('bytes'), { size: 5, contentType: 'image/jpeg' })
}

/** A deleted asset that had an original and a variant. */
async function deleted(state: State, attributes: Partial<Asset> = {}) {
  const asset = await AssetFactory.with('user', 1, (user) =>
    user.merge({ usedBytes: 1_000, usedAssets: 1 })
  )
    .apply(state)
    .merge(attributes)
    .create()
  await write(asset.originalKey)
  await write(`${Asset.prefix(asset.id)}thumbnail-0`)
  if (state === 'processing') await JobFactory.apply('active').merge({ assetId: asset.id }).create()
  await new DeleteAsset().handle({ asset, origin: { actorId: asset.userId } })
  const prefix = Asset.prefix(asset.id)
  return { asset, prefix, keys: () => Array.fromAsync(store.list(prefix), ({ key }) => key) }
}

test.group('SweepDeletions', () => {
  test('removes all objects, and is done where nobody can write there', async ({ assert }) => {
    const uploadExpiresAt = DateTime.utc().minus({ hours: 2 })
    const { asset, prefix, keys } = await deleted('ready', { uploadExpiresAt })
    assert.lengthOf(await keys(), 2)
    await Promise.all([sweep(), sweep()])
    assert.isEmpty(await keys())
    assert.isEmpty(await Deletion.findManyBy({ prefix }))
    const owner = await User.findOrFail(asset.userId)
    assert.deepEqual([owner.usedBytes, owner.usedAssets], [0, 0])
  })

  for (const [state, hours] of [
    ['ready', 0],
    ['processing', 2],
  ] as const) {
    test(`removes what comes late for an asset that was ${state}`, async ({ assert }) => {
      const uploadExpiresAt = DateTime.utc().minus({ hours })
      const { asset, prefix, keys } = await deleted(state, { uploadExpiresAt })
      await sweep()
      const [watch] = await Deletion.findManyBy({ prefix })
      assert.isAbove(watch.runAt.toMillis(), Date.now())
      assert.isBelow(watch.runAt.toMillis(), Date.now() + 10_000)

      await write(asset.originalKey)
      await watch
        .merge({ runAt: DateTime.utc(), createdAt: DateTime.utc().minus({ minutes: 3 }) })
        .save()
      await sweep()
      assert.isEmpty(await keys())
      await watch.refresh()
      assert.isAbove(watch.runAt.toMillis(), Date.now() + 120_000)

      await watch.merge({ runAt: DateTime.utc(), watchUntil: DateTime.utc() }).save()
      await sweep()
      assert.isNull(await Deletion.find(watch.id))
    })
  }

  test('one row that fails keeps no other from its turn, and is tried later and later', async ({
    assert,
  }) => {
    const watchUntil = DateTime.utc()
    const runAt = watchUntil.minus({ hours: 1 })
    const poisoned = await Deletion.create({
      ...{ prefix: 'no key at all/', multipartId: 'none', watchUntil, runAt },
    })
    const { keys } = await deleted('ready')
    await sweep()
    assert.isEmpty(await keys())
    await poisoned.refresh()
    assert.equal(poisoned.attempts, 1)
    assert.isNotEmpty(poisoned.lastError)

    await poisoned.merge({ runAt, attempts: 8 }).save()
    await sweep()
    await poisoned.refresh()
    assert.isAbove(poisoned.runAt.toMillis(), Date.now() + 200_000)
    await poisoned.delete()
  })
})
