import { v7 } from 'uuid'
import { test } from '@japa/runner'
import store from '#app/storage/main'
import Asset, { type AssetStatus } from '#app/assets/models/asset'
import { SweepMultiparts } from '#app/maintenance/actions/sweep_multiparts'
import { SweepOrphans } from '#app/maintenance/actions/sweep_orphans'
import { AssetFactory } from '#database/factories/asset_factory'

function write(key: string) {
  return store.put(key, Buffer.from('bytes'), { size: 5, contentType: 'image/jpeg' })
}

function makeAsset(status: AssetStatus) {
  const factory = AssetFactory.with('user')
  return status === 'pending' ? factory.create() : factory.apply(status).create()
}

/** All rounds of the sweep that it takes to see every object. */
async function sweepAll(graceSeconds: number) {
  const sweep = new SweepOrphans()
  do await sweep.handle({ graceSeconds })
  while (sweep.isUnderWay)
}

const LIVING: AssetStatus[] = ['pending', 'processing', 'ready', 'failed']

test.group('SweepOrphans', () => {
  for (const status of LIVING) {
    test(`keeps what a ${status} asset owns`, async ({ assert }) => {
      const { originalKey } = await makeAsset(status)
      await write(originalKey)
      await sweepAll(0)
      assert.isNotNull(await store.head(originalKey))
    })
  }

  for (const status of ['processing', 'failed'] as const) {
    test(`keeps the variants of a ${status} asset, which no row names yet`, async ({ assert }) => {
      const asset = await makeAsset(status)
      const key = `${Asset.prefix(asset.id)}thumbnail-0`
      await write(key)
      await sweepAll(0)
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
    await sweepAll(0)
    assert.isNotNull(await store.head(named))
    assert.isNull(await store.head(unnamed))
  })

  test('removes what no row owns, and what a rejected asset had', async ({ assert }) => {
    const rejected = await makeAsset('rejected')
    const keys = [rejected.originalKey, Asset.originalKey(v7()), 'assets/stray']
    await Promise.all(keys.map(write))
    await sweepAll(0)
    for (const key of keys) assert.isNull(await store.head(key))
  })

  test('touches nothing that is younger than its grace', async ({ assert }) => {
    const key = Asset.originalKey(v7())
    await write(key)
    await sweepAll(3_600)
    assert.isNotNull(await store.head(key))
    await store.delete([key])
  })
})

test.group('SweepMultiparts', () => {
  async function open() {
    const uploads = await Array.fromAsync(store.listMultiparts('assets/'))
    return uploads.map(({ uploadId }) => uploadId)
  }

  test('aborts uploads in parts that no asset waits for', async ({ assert }) => {
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

    await new SweepMultiparts().handle({ graceSeconds: 3_600 })
    assert.includeMembers(await open(), [kept, ...aborted])
    await new SweepMultiparts().handle({ graceSeconds: 0 })
    const left = await open()
    assert.include(left, kept)
    for (const uploadId of aborted) assert.notInclude(left, uploadId)
  })
})
