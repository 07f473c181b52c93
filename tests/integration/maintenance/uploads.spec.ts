import { DateTime, Settings } from 'luxon'
import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import Job from '#app/jobs/models/job'
import { ExpireUpload } from '#app/uploads/actions/expire_upload'
import { SweepUploads } from '#app/maintenance/actions/sweep_uploads'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { UserFactory } from '#database/factories/user_factory'
import { uploaded } from '#tests/support/http/uploads'

const LONG_AGO = { uploadExpiresAt: DateTime.utc().minus({ hours: 2 }) }
const DUE = { nextLookAt: DateTime.utc().minus({ minutes: 1 }) }

function sweep() {
  return new SweepUploads().handle({ limit: 1_000 })
}

/** An asset for which its owner's room is taken, and whose bytes never came. */
async function reserved(attributes: Partial<Asset>) {
  const asset = await AssetFactory.merge({ size: 700, ...DUE, ...attributes })
    .with('user', 1, (user) => user.merge({ usedBytes: 1_000, usedAssets: 2 }))
    .create()
  return { asset, owner: asset.user }
}

test.group('SweepUploads', () => {
  test('completes an upload whose client has gone, once', async ({ assert }) => {
    const asset = await uploaded(await UserFactory.create())
    await asset.merge(DUE).save()
    await Promise.all([sweep(), sweep()])
    await asset.refresh()
    assert.equal(asset.status, 'processing')
    assert.lengthOf(await Job.findManyBy({ assetId: asset.id }), 1)
  })

  test('leaves alone what was looked at a moment ago', async ({ assert }) => {
    const asset = await uploaded(await UserFactory.create())
    await sweep()
    await asset.refresh()
    assert.equal(asset.status, 'pending')
  })

  test('looks again later for bytes that are not there yet', async ({ assert }) => {
    const { asset } = await reserved({})
    await sweep()
    await asset.refresh()
    assert.equal(asset.status, 'pending')
    assert.isAbove(asset.nextLookAt.toMillis(), Date.now())
  })

  test('cleans away what never came and gives its room back', async ({ assert }) => {
    const { asset, owner } = await reserved(LONG_AGO)
    await Promise.all([sweep(), sweep()])
    assert.isNull(await Asset.find(asset.id))
    await owner.refresh()
    assert.containsSubset(owner.$attributes, { usedBytes: 300, usedAssets: 1 })
    assert.lengthOf(await Deletion.findManyBy({ prefix: Asset.prefix(asset.id) }), 1)
  })

  test('takes in at the last look what came in the last second', async ({ assert }) => {
    const asset = await uploaded(await UserFactory.create())
    await asset.merge({ ...DUE, ...LONG_AGO }).save()
    await sweep()
    await asset.refresh()
    assert.equal(asset.status, 'processing')
  })

  test('keeps an upload whose life was prolonged while it was looked at', async ({ assert }) => {
    const { asset } = await reserved(LONG_AGO)
    const seenBefore = await Asset.findOrFail(asset.id)
    await asset.merge({ uploadExpiresAt: DateTime.utc().plus({ days: 7 }) }).save()
    assert.isFalse(await new ExpireUpload().handle({ asset: seenBefore }))
    assert.isNotNull(await Asset.find(asset.id))
  })

  test('expires nothing early where the clock of its machine is wrong', async ({
    assert,
    cleanup,
  }) => {
    const { asset } = await reserved({ uploadExpiresAt: DateTime.utc().plus({ minutes: 15 }) })
    const now = Settings.now
    cleanup(() => {
      Settings.now = now
    })
    Settings.now = () => Date.now() + 86_400_000
    await sweep()
    assert.isNotNull(await Asset.find(asset.id))
  })

  test('one row that fails keeps no other from its turn', async ({ assert }) => {
    const poisoned = await uploaded(await UserFactory.create())
    // A live job of a pending asset cannot be; should one be all the same, completing fails.
    await JobFactory.merge({ assetId: poisoned.id }).create()
    await poisoned.merge({ nextLookAt: DateTime.utc().minus({ hours: 1 }) }).save()
    const healthy = await uploaded(await UserFactory.create())
    await healthy.merge(DUE).save()

    await sweep()
    await Promise.all([poisoned.refresh(), healthy.refresh()])
    assert.equal(healthy.status, 'processing')
    assert.equal(poisoned.status, 'pending')
    assert.isAbove(poisoned.nextLookAt.toMillis(), Date.now())
  })
})
