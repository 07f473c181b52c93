import { randomBytes } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { DiskStore } from '#app/storage/disk_store'
import Asset from '#app/assets/models/asset'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { beginSending, send, statusOf } from '#tests/support/http/signed_requests'

const IMAGE = { contentType: 'image/jpeg', ttlSeconds: 60 }
const SHOWN = { ...IMAGE, disposition: 'inline' } as const
const BYTES = randomBytes(100_000)

async function owned(status: 'pending' | 'ready' = 'ready') {
  const user = await UserFactory.merge({ usedBytes: 1_000, usedAssets: 1 }).create()
  const factory = AssetFactory.merge({ userId: user.id })
  const asset = await (status === 'ready' ? factory.apply('ready') : factory).create()
  const store = await app.container.make(DiskStore)
  const key = Asset.originalKey(asset.id)
  const put = await store.presignPut({ ...IMAGE, key, size: BYTES.length })
  return { user, asset, store, key, put }
}

function codeOf({ bytes }: { bytes: Buffer }) {
  return JSON.parse(String(bytes)).errors[0].code
}

test.group('Signed URLs of the disk store', (group) => {
  const stored: { store: DiskStore; key: string }[] = []
  group.teardown(async () => {
    for (const { store, key } of stored) await store.delete([key])
  })

  /** A ready asset whose original is on the disk, and the URL that serves it. */
  async function served() {
    const given = await owned()
    const { store, key } = given
    await store.put(key, BYTES, { size: BYTES.length })
    stored.push(given)
    return { ...given, url: await store.presignGet(key, SHOWN) }
  }

  test('take no bytes for an asset that was deleted or rejected', async ({ client, assert }) => {
    const deleted = await owned('pending')
    await client.delete(`/assets/${deleted.asset.id}`).loginAs(deleted.user)
    const rejected = await owned('pending')
    const error = { errorCode: 'E_FILE_CORRUPT', errorMessage: 'It cannot be read.' }
    await rejected.asset.merge({ status: 'rejected', ...error }).save()
    for (const { put, key, store } of [deleted, rejected]) {
      const refused = await send(put, BYTES)
      assert.equal(refused.status, 403)
      assert.equal(codeOf(refused), 'E_URL_REVOKED')
      assert.isNull(await store.head(key))
    }
  })

  test('end a transfer that runs when its asset is deleted', async ({ client, assert }) => {
    const { user, asset, put, key, store } = await owned('pending')
    const sending = await beginSending(put, BYTES)
    await client.delete(`/assets/${asset.id}`).loginAs(user)
    await sending.ended()
    assert.isNull(await store.head(key))
  })

  test('serve nothing of an erased asset', async ({ client, assert }) => {
    const { user, asset, url } = await served()
    assert.equal(await statusOf({ url }), 200)
    await client.delete(`/assets/${asset.id}?permanent=true`).loginAs(user)
    const gone = await send({ url })
    assert.equal(gone.status, 404)
    assert.equal(codeOf(gone), 'E_OBJECT_MISSING')
  })

  test('serve a trashed asset to who sees the trash, and again once it is restored', async ({
    client,
    assert,
  }) => {
    const { user, asset, url, store, key } = await served()
    await client.delete(`/assets/${asset.id}`).loginAs(user)
    assert.equal(await statusOf({ url }), 404)
    const trash = await client.get('/assets?trashed=true').loginAs(user)
    assert.equal(trash.body().data[0].id, asset.id)
    const inTrash = await store.presignGet(key, { ...SHOWN, inTrash: true })
    assert.equal(await statusOf({ url: inTrash }), 200)

    await client.post(`/assets/${asset.id}/restore`).loginAs(user)
    assert.equal(await statusOf({ url }), 200)
    assert.equal(await statusOf({ url: inTrash }), 200)
  })
})
