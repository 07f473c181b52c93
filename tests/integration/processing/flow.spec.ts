import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import store from '#app/storage/main'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { spawnWorker } from '#tests/support/services/spawn'
import { mediaFile, put, sha256 } from '#tests/support/http/uploads'

/** Every photograph whose format the worker reads, as a person sees it. */
const PHOTOS = [
  { name: '16-bit-grey-alpha.png', width: 109, height: 96 },
  { name: 'alpha.webp', width: 300, height: 300 },
  { name: 'animated.gif', width: 80, height: 80 },
  { name: 'animated.webp', width: 370, height: 285 },
  { name: 'cmyk.jpg', width: 500, height: 333 },
  { name: 'drawing.svg', width: 480, height: 360 },
  { name: 'flowers.jpeg', width: 1920, height: 1080 },
  { name: 'gps.jpg', width: 640, height: 480 },
  { name: 'hdr-gain-map.jpg', width: 3840, height: 2160 },
  { name: 'iphone.heic', width: 2566, height: 3313 },
  { name: 'multipage.tif', width: 2464, height: 3248 },
  { name: 'orientation-1.jpg', width: 600, height: 450 },
  { name: 'orientation-3.jpg', width: 600, height: 450 },
  { name: 'orientation-6.jpg', width: 600, height: 450 },
  { name: 'orientation-8.jpg', width: 600, height: 450 },
  { name: 'phone.jpg', width: 3264, height: 2448 },
  { name: 'photo-2725x2225.jpg', width: 2725, height: 2225 },
  { name: 'photo.avif', width: 4096, height: 800 },
  { name: 'photo.png', width: 2048, height: 1536 },
  { name: 'photo.webp', width: 1024, height: 772 },
  { name: 'portrait-orientation-6.jpg', width: 450, height: 600 },
  { name: 'sample.heif', width: 640, height: 426 },
]

test.group('from a photo to a thumbnail', (group) => {
  group.setup(() => {
    const worker = spawnWorker()
    return () => worker.kill()
  })

  test('{name} becomes ready with its variants, placeholder and digest')
    .with(PHOTOS)
    .run(async ({ client, assert }, { name, width, height }) => {
      const user = await UserFactory.create()
      const { bytes, declaration } = await mediaFile(`good/${name}`)

      const presigned = await client.post('/uploads/presign').json(declaration).loginAs(user)
      const { asset, upload } = presigned.body().data
      const sent = await put(upload, bytes)
      assert.equal(sent.status, 200)
      await client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)

      const ready = await eventually(
        async () => {
          const response = await client.get(`/assets/${asset.id}`).loginAs(user)
          const { data } = response.body()
          const isWhole = data.status === 'ready' && data.urls.preview
          return (isWhole || data.status === 'rejected') && data
        },
        { deadline: 60_000 }
      )
      const { contentType } = declaration
      assert.containsSubset(ready, { status: 'ready', error: null, contentType, width, height })
      assert.equal(ready.sha256, sha256(bytes))
      assert.isNotEmpty(Buffer.from(ready.placeholder, 'base64'))

      const original = await fetch(ready.urls.original)
      assert.deepEqual(Buffer.from(await original.arrayBuffer()), bytes)
      const thumbnail = await fetch(ready.urls.thumbnail)
      assert.equal(thumbnail.headers.get('content-type'), 'image/webp')

      const jobs = await eventually(async () => {
        const rows = await Job.query().where({ assetId: asset.id }).orderBy('id')
        return rows.every(({ state }) => state === 'completed') ? rows : undefined
      })
      assert.deepEqual(
        jobs.map(({ kind }) => kind),
        ['process', 'variants']
      )
      for (const job of jobs) assert.containsSubset(job, { attempts: 1, lastError: null })
      const { variants } = await Asset.findOrFail(asset.id)
      assert.sameMembers(
        variants.map((variant) => variant.name),
        ['thumbnail', 'preview']
      )
    })

  test('deleting leaves no object in the store', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { bytes, declaration } = await mediaFile('good/phone.jpg')
    const presigned = await client.post('/uploads/presign').json(declaration).loginAs(user)
    const { asset, upload } = presigned.body().data
    await put(upload, bytes)
    await client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)
    await eventually(() => Asset.findBy({ id: asset.id, status: 'ready' }))

    const response = await client.delete(`/assets/${asset.id}?permanent=true`).loginAs(user)
    response.assertStatus(204)
    await eventually(async () => {
      const left = await Array.fromAsync(store.list(Asset.prefix(asset.id)))
      return left.length === 0
    })
    assert.isNull(await Asset.find(asset.id))
  })
})
