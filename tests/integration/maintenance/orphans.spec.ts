import { v7 } from 'uuid'
import { test } from '@japa/runner'
import store from '#app/storage/main'
import Asset, { type AssetStatus } from '#app/assets/models/asset'
import { MARKER_KEY } from '#app/maintenance/belonging/store_marker'
import { readHalt } from '#app/maintenance/orphans/round'
import { SweepMultiparts } from '#app/maintenance/actions/sweep_multiparts'
import { AssetFactory } from '#database/factories/asset_factory'
import { jumpAhead } from '#tests/support/services/clock'
import { emptyInbox } from '#tests/support/services/empty_inbox'
import { passDays, sweepRound } from '#tests/support/services/orphans'

function write(key: string) {
  return store.put(key, Buffer.from('bytes'), { size: 5, contentType: 'image/jpeg' })
}

function makeAsset(status: AssetStatus) {
  const factory = AssetFactory.with('user')
  return status === 'pending' ? factory.create() : factory.apply(status).create()
}

/** What is in quarantine, by the keys that it had. */
async function quarantined() {
  const keys = await Array.fromAsync(store.list('quarantine/orphans/'), ({ key }) => key)
  return keys.map((key) => key.slice('quarantine/orphans/'.length))
}

/** Rounds until everything that may ever go is gone. */
async function sweepForWeeks() {
  for (let week = 0; week < 4; week++) {
    await sweepRound()
    await passDays(8)
  }
}

const LIVING: AssetStatus[] = ['pending', 'processing', 'ready', 'failed']

test.group('SweepOrphans', (group) => {
  group.each.setup(emptyInbox)

  for (const status of LIVING) {
    test(`keeps what a ${status} asset owns`, async ({ assert }) => {
      const { originalKey } = await makeAsset(status)
      await write(originalKey)
      await sweepForWeeks()
      assert.isNotNull(await store.head(originalKey))
    })
  }

  for (const status of ['processing', 'failed'] as const) {
    test(`keeps the variants of a ${status} asset, which no row names yet`, async ({ assert }) => {
      const asset = await makeAsset(status)
      const key = `${Asset.prefix(asset.id)}thumbnail-0`
      await write(key)
      await sweepForWeeks()
      assert.isNotNull(await store.head(key))
    })
  }

  test('keeps the variants that a ready asset names, and no other', async ({ assert }) => {
    const asset = await makeAsset('ready')
    const named = `${Asset.prefix(asset.id)}thumbnail-1`
    const unnamed = `${Asset.prefix(asset.id)}thumbnail-0`
    const image = { contentType: 'image/webp', width: 1, height: 1, size: 5, recipe: 'r' }
    await asset.addVariants([{ name: 'thumbnail', objectKey: named, ...image }])
    await Promise.all([write(named), write(unnamed)])
    await sweepForWeeks()
    assert.isNotNull(await store.head(named))
    assert.isNull(await store.head(unnamed))
    assert.isEmpty(await quarantined())
  })

  test('keeps an object without a row for its grace, and in quarantine for another', async ({
    assert,
  }) => {
    const rejected = await makeAsset('rejected')
    const keys = [rejected.originalKey, Asset.originalKey(v7()), 'assets/stray']
    await Promise.all(keys.map(write))
    await sweepRound()
    await passDays(6)
    await sweepRound()
    for (const key of keys) assert.isNotNull(await store.head(key))
    assert.isEmpty(await quarantined())

    await passDays(2)
    await sweepRound()
    for (const key of keys) assert.isNull(await store.head(key))
    assert.sameMembers(await quarantined(), keys)

    await passDays(6)
    await sweepRound()
    assert.sameMembers(await quarantined(), keys)
    await passDays(2)
    await sweepRound()
    assert.isEmpty(await quarantined())
  })

  test('begins the grace again for an object that had an owner in between', async ({ assert }) => {
    const asset = await makeAsset('ready')
    const { id, userId, originalKey } = asset
    await write(originalKey)
    await asset.delete()
    await sweepRound()
    await passDays(6)
    const again = await AssetFactory.apply('ready').merge({ id, userId }).create()
    await sweepRound()
    await again.delete()
    await sweepRound()
    await passDays(6)
    await sweepRound()
    assert.isNotNull(await store.head(originalKey))
  })

  test('gives an object back from quarantine once its row is there again', async ({ assert }) => {
    const asset = await makeAsset('ready')
    const { id, userId, originalKey } = asset
    await write(originalKey)
    await asset.delete()
    await sweepRound()
    await passDays(8)
    await sweepRound()
    assert.isNull(await store.head(originalKey))

    await AssetFactory.apply('ready').merge({ id, userId }).create()
    await sweepRound()
    assert.isNotNull(await store.head(originalKey))
    assert.isEmpty(await quarantined())
  })

  test('begins the time in quarantine again when the database knows nothing of it', async ({
    assert,
  }) => {
    const key = Asset.originalKey(v7())
    await store.put(`quarantine/orphans/${key}`, Buffer.from('bytes'), {
      ...{ size: 5, contentType: 'image/jpeg' },
    })
    await sweepRound()
    await passDays(6)
    await sweepRound()
    assert.deepEqual(await quarantined(), [key])
  })

  test('halts a round that would take 100 objects and more than 1 % of all', async ({ assert }) => {
    const keys = Array.from({ length: 100 }, () => Asset.originalKey(v7()))
    await Promise.all(keys.map(write))
    await sweepForWeeks()
    assert.deepEqual(await readHalt(), { due: 100, seen: 100 })
    assert.isEmpty(await quarantined())
    for (const key of keys) assert.isNotNull(await store.head(key))

    await store.delete(keys.slice(1))
    await sweepRound()
    assert.isNull(await readHalt())
    assert.deepEqual(await quarantined(), [keys[0]])
  })

  test('takes 99 objects, however few there are besides', async ({ assert }) => {
    const keys = Array.from({ length: 99 }, () => Asset.originalKey(v7()))
    await Promise.all(keys.map(write))
    await sweepRound()
    await passDays(8)
    await sweepRound()
    assert.isNull(await readHalt())
    assert.lengthOf(await quarantined(), 99)
  })

  test('takes nothing after the clock jumped', async ({ assert }) => {
    const key = Asset.originalKey(v7())
    await write(key)
    await sweepRound()
    await passDays(365)
    await jumpAhead(365)
    await sweepRound()
    assert.isNotNull(await store.head(key))
    assert.isEmpty(await quarantined())
  })

  test("never takes the product's own mark of the store", async ({ assert }) => {
    await sweepForWeeks()
    assert.isNotNull(await store.head(MARKER_KEY))
  })
})

test.group('SweepMultiparts', (group) => {
  group.each.setup(emptyInbox)

  async function open() {
    const uploads = await Array.fromAsync(store.listMultiparts('assets/'))
    return uploads.map(({ uploadId }) => uploadId)
  }

  test('aborts uploads in parts that no asset waits for after both graces', async ({ assert }) => {
    const [waiting, forgotten, ready] = await Promise.all([
      makeAsset('pending'),
      makeAsset('pending'),
      makeAsset('ready'),
    ])
    const begin = ({ originalKey }: Asset) =>
      store.createMultipart(originalKey, { contentType: 'image/jpeg' })
    const kept = await begin(waiting)
    await waiting.merge({ multipartId: kept, partSize: 16 }).save()
    const aborted = [await begin(forgotten), await begin(ready), await begin(waiting)]
    aborted.push(await store.createMultipart(Asset.originalKey(v7()), { contentType: 'image/png' }))

    await new SweepMultiparts().handle()
    await passDays(13)
    await new SweepMultiparts().handle()
    assert.includeMembers(await open(), [kept, ...aborted])
    await passDays(2)
    await new SweepMultiparts().handle()
    assert.deepEqual(await open(), [kept])
  })
})
