import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import AuditLog from '#app/audit/models/audit_log'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import User from '#app/accounts/models/user'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { mediaFile, uploaded } from '#tests/support/http/uploads'

test.group('GET /assets', () => {
  test('lists the own assets, newest first, page by page, each once', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const mine = await AssetFactory.merge({ userId: user.id }).createMany(7)
    await AssetFactory.with('user').create()
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const response = await client
        .get('/assets')
        .qs(cursor ? { limit: 3, cursor } : { limit: 3 })
        .loginAs(user)
      response.assertStatus(200)
      seen.push(...response.body().data.map(({ id }: { id: string }) => id))
      cursor = response.body().metadata.nextCursor
    } while (cursor)
    assert.deepEqual(seen, mine.map(({ id }) => id).reverse())
  })

  test('shows what was there all along exactly once while others come and go', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const old = await AssetFactory.merge({ userId: user.id }).createMany(6)
    const first = await client.get('/assets').qs({ limit: 3 }).loginAs(user)
    const cursor = first.body().metadata.nextCursor
    await AssetFactory.merge({ userId: user.id }).createMany(2)
    await old[3].delete()
    await old[1].delete()
    const second = await client.get('/assets').qs({ limit: 3, cursor }).loginAs(user)
    const ids = [...first.body().data, ...second.body().data].map(({ id }) => id)
    const stayed = [old[5], old[4], old[2], old[0]].map(({ id }) => id)
    assert.deepEqual(
      ids.filter((id) => stayed.includes(id)),
      stayed
    )
    assert.isNull(second.body().metadata.nextCursor)
  })

  test('filters by status and kind', async ({ client, assert }) => {
    const user = await UserFactory.create()
    await AssetFactory.merge({ userId: user.id }).create()
    const ready = await AssetFactory.merge({ userId: user.id }).apply('ready').create()
    const filters = { status: 'ready', kind: 'image' }
    const response = await client.get('/assets').qs(filters).loginAs(user)
    assert.deepEqual(
      response.body().data.map(({ id }: { id: string }) => id),
      [ready.id]
    )
    const none = await client.get('/assets').qs({ kind: 'audio' }).loginAs(user)
    assert.deepEqual(none.body(), { data: [], metadata: { nextCursor: null } })
  })

  test('finds what the owner has of a digest, and nobody else', async ({ client, assert }) => {
    const user = await UserFactory.create()
    await AssetFactory.merge({ userId: user.id }).create()
    const ready = await AssetFactory.merge({ userId: user.id }).apply('ready').create()
    const found = await client.get('/assets').qs({ sha256: ready.sha256 }).loginAs(user)
    assert.deepEqual(
      found.body().data.map(({ id }: { id: string }) => id),
      [ready.id]
    )
    const stranger = await UserFactory.create()
    const none = await client.get('/assets').qs({ sha256: ready.sha256 }).loginAs(stranger)
    assert.deepEqual(none.body().data, [])
  })

  test('answers 422 to {0}')
    .with(['sha256=x', 'limit=0', 'limit=101', 'limit=x', 'cursor=x', 'status=gone', 'kind=text'])
    .run(async ({ client }, query) => {
      const user = await UserFactory.create()
      const response = await client.get(`/assets?${query}`).loginAs(user)
      response.assertStatus(422)
    })

  test('asks nobody without a token', async ({ client }) => {
    const response = await client.get('/assets')
    response.assertStatus(401)
  })
})

test.group('/assets/:id', () => {
  test('shows exactly the fields of an asset', async ({ client, assert }) => {
    const asset = await AssetFactory.apply('ready').with('user').create()
    const response = await client.get(`/assets/${asset.id}`).loginAs(asset.user)
    response.assertStatus(200)
    assert.onlyProperties(response.body().data, [
      ...['id', 'filename', 'contentType', 'size', 'sha256', 'status', 'kind', 'width', 'height'],
      ...[
        'meta',
        'placeholder',
        'metadata',
        'externalId',
        'tags',
        'favorite',
        'takenAt',
        'takenZone',
        'trashedAt',
        'urls',
        'variants',
        'expiresAt',
        'link',
        'sender',
        'error',
        'createdAt',
        'updatedAt',
      ],
    ])
    assert.match(response.body().data.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('renames for display', async ({ client, assert }) => {
    const asset = await AssetFactory.apply('ready').with('user').create()
    const response = await client
      .patch(`/assets/${asset.id}`)
      .json({ filename: 'beach.jpg' })
      .loginAs(asset.user)
    response.assertStatus(200)
    assert.equal(response.body().data.filename, 'beach.jpg')
    await asset.refresh()
    assert.equal(asset.filename, 'beach.jpg')
    assert.equal(asset.status, 'ready')
  })

  test('writes no audit entry for an asset that was never verified', async ({ client, assert }) => {
    const user = await UserFactory.merge({ usedBytes: 1_000, usedAssets: 1 }).create()
    const asset = await AssetFactory.merge({ userId: user.id }).create()
    const response = await client.delete(`/assets/${asset.id}`).loginAs(user)
    response.assertStatus(204)
    assert.isNull(await Asset.find(asset.id))
    assert.isEmpty(await AuditLog.findManyBy({ subject: asset.id }))
  })

  test('deletes once: the row goes, the objects are on their way, the log tells', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.merge({ usedBytes: 1_000, usedAssets: 1 }).create()
    const asset = await AssetFactory.merge({ userId: user.id }).apply('ready').create()
    const response = await client.delete(`/assets/${asset.id}?permanent=true`).loginAs(user)
    response.assertStatus(204)
    assert.isNull(await Asset.find(asset.id))
    assert.lengthOf(await Deletion.findManyBy({ prefix: Asset.prefix(asset.id) }), 1)
    const [entry] = await AuditLog.findManyBy({ subject: asset.id })
    assert.containsSubset(entry.$attributes, { action: 'asset.deleted', actorId: user.id })
    const owner = await User.findOrFail(user.id)
    // The bytes count until they are gone.
    assert.deepEqual([owner.usedBytes, owner.usedAssets], [1_000, 0])

    const again = await client.delete(`/assets/${asset.id}?permanent=true`).loginAs(user)
    again.assertStatus(404)
  })

  test('answers 422 to a filename that is {0}')
    .with(['', 'x'.repeat(256), 'nul\0.jpg', 7])
    .run(async ({ client }, filename) => {
      const asset = await AssetFactory.with('user').create()
      const response = await client
        .patch(`/assets/${asset.id}`)
        .json({ filename })
        .loginAs(asset.user)
      response.assertStatus(422)
    })

  test("answers 404 to {0} for somebody else's asset, and 401 to nobody")
    .with(['get', 'patch', 'delete'] as const)
    .run(async ({ client, assert }, method) => {
      const stranger = await UserFactory.create()
      const asset = await AssetFactory.with('user').create()
      for (const id of [asset.id, v7(), 'no-id']) {
        const response = await client[method](`/assets/${id}`).loginAs(stranger)
        response.assertStatus(404)
        assert.equal(response.body().errors[0].code, 'E_NOT_FOUND')
      }
      const nobody = await client[method](`/assets/${asset.id}`)
      nobody.assertStatus(401)
      await asset.refresh()
      assert.equal(asset.filename, 'holiday.jpg')
    })
})

test.group('GET /assets/:id/download', () => {
  test('gives a url that saves the original under its name', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const asset = await uploaded(user)
    await db.transaction((trx) => asset.markProcessing('etag', trx))
    await asset.merge({ status: 'ready', sha256: 'x', filename: 'am Meer.jpg' }).save()

    const response = await client.get(`/assets/${asset.id}/download`).loginAs(user)
    response.assertStatus(200)
    const original = await fetch(response.body().data.url)
    const { bytes } = await mediaFile('good/phone.jpg')
    assert.deepEqual(Buffer.from(await original.arrayBuffer()), bytes)
    assert.match(original.headers.get('content-disposition')!, /^attachment;.*am Meer\.jpg/)
  })

  test('answers 409 where the asset is not ready', async ({ client, assert }) => {
    const asset = await AssetFactory.with('user').create()
    const response = await client.get(`/assets/${asset.id}/download`).loginAs(asset.user)
    response.assertStatus(409)
    assert.equal(response.body().errors[0].code, 'E_ASSET_NOT_READY')
  })

  test("answers 404 for somebody else's, and 401 to nobody", async ({ client }) => {
    const asset = await AssetFactory.apply('ready').with('user').create()
    const stranger = await UserFactory.create()
    const theirs = await client.get(`/assets/${asset.id}/download`).loginAs(stranger)
    theirs.assertStatus(404)
    const nobody = await client.get(`/assets/${asset.id}/download`)
    nobody.assertStatus(401)
  })
})
