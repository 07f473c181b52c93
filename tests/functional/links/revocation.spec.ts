import { randomBytes } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import User from '#app/accounts/models/user'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import { SweepUploads } from '#app/maintenance/actions/sweep_uploads'
import { HandleStoreEvents } from '#app/uploads/actions/handle_store_events'
import { DiskStore } from '#app/storage/disk_store'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { EventListener } from '#tests/support/http/event_listener'
import { openLink, openVisit, presignAs } from '#tests/support/http/links'
import { beginSending, send } from '#tests/support/http/signed_requests'
import { mediaFile, put } from '#tests/support/http/uploads'

test.group('Revoking a link', () => {
  test('ends its visits, and no upload of it completes afterwards', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const link = await openLink(user)
    const token = await openVisit(link)
    const listener = await EventListener.open(user, { accessToken: token })
    const { bytes, declaration } = await mediaFile('good/phone.jpg')
    const presigned = await presignAs(client, token, declaration)
    const { asset, upload } = presigned.body().data
    await put(upload, bytes)

    const revoked = await client.delete(`/links/${link.id}`).loginAs(user)
    revoked.assertStatus(204)
    await eventually(() => listener.hasEnded)
    const body = { assetId: asset.id }
    const visitor = await client.post('/uploads/complete').json(body).bearerToken(token)
    visitor.assertStatus(401)
    const owner = await client.post('/uploads/complete').json(body).loginAs(user)
    owner.assertStatus(410)
    owner.assertBodyContains({ errors: [{ code: 'E_LINK_REVOKED' }] })
    await new HandleStoreEvents().handle({ keys: [Asset.originalKey(asset.id)] })
    assert.isNull(await Asset.find(asset.id))
    assert.isNotNull(await Deletion.findBy({ prefix: Asset.prefix(asset.id) }))
    await new SweepDeletions().handle({ limit: 1_000 })
    const { usedAssets, usedBytes } = await User.findOrFail(user.id)
    assert.deepEqual([usedAssets, usedBytes], [0, 0])
  })

  test('lets the sweep erase what has not arrived', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const link = await openLink(user)
    const presigned = await presignAs(client, await openVisit(link))
    const { id } = presigned.body().data.asset
    await client.delete(`/links/${link.id}`).loginAs(user)
    await eventually(async () => {
      await new SweepUploads().handle({ limit: 200 })
      return (await Asset.find(id)) === null
    })
    assert.isNull(await Asset.find(id))
  })
})

test.group('A signed URL of the disk store', () => {
  for (const path of ['presign', 'multipart'] as const) {
    test(`is cut while it is used once its link is revoked: ${path}`, async ({
      client,
      assert,
    }) => {
      const store = await app.container.make(DiskStore)
      const user = await UserFactory.create()
      const link = await openLink(user)
      const body = randomBytes(1_000_000)
      const presigned = await presignAs(client, await openVisit(link))
      const key = Asset.originalKey(presigned.body().data.asset.id)
      const shared = { key, size: body.length, ttlSeconds: 60 }
      const signed =
        path === 'presign'
          ? await store.presignPut({ ...shared, contentType: 'image/jpeg' })
          : await store.presignPart({
              ...shared,
              uploadId: await store.createMultipart(key),
              partNumber: 1,
            })
      const sending = await beginSending(signed, body)
      const ended = sending.ended()
      await client.delete(`/links/${link.id}`).loginAs(user)
      await ended
      const later = await send(signed, body)
      assert.equal(later.status, 403)
      assert.equal(JSON.parse(String(later.bytes)).errors[0].code, 'E_URL_REVOKED')
      assert.isNull(await store.head(key))
    })
  }
})
