import { v7 } from 'uuid'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import type User from '#app/accounts/models/user'
import Album from '#app/albums/models/album'
import Asset from '#app/assets/models/asset'
import { AlbumFactory } from '#database/factories/album_factory'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { auditOf, openKey } from '#tests/support/http/auth'

const THUMBNAIL = {
  name: 'thumbnail',
  objectKey: 'assets/none/thumbnail',
  contentType: 'image/webp',
  width: 320,
  height: 240,
  size: 1_000,
  recipe: 'none',
}

async function owned() {
  const user = await UserFactory.merge({ usedBytes: 3_000, usedAssets: 3 }).create()
  const album = await AlbumFactory.merge({ userId: user.id }).create()
  const assets = await AssetFactory.apply('ready')
    .merge({ userId: user.id, variants: [THUMBNAIL] })
    .createMany(3)
  const ids = assets.map(({ id }) => id).sort()
  return { user, album, ids }
}

function change(client: ApiClient, user: User, body: object) {
  return client.post('/assets/bulk').json(body).loginAs(user)
}

async function show(client: ApiClient, user: User, id: string) {
  const response = await client.get(`/albums/${id}`).loginAs(user)
  response.assertStatus(200)
  return response.body().data
}

test.group('POST /albums', () => {
  test('creates an empty album', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const response = await client.post('/albums').json({ title: ' Venice ' }).loginAs(user)
    response.assertStatus(201)
    const { id, ...shown } = response.body().data
    assert.containsSubset(shown, { title: 'Venice', count: 0, cover: null })
    const album = await Album.findOrFail(id)
    assert.containsSubset(album.$attributes, { title: 'Venice', userId: user.id, count: 0 })
  })

  test('refuses {name}')
    .with([
      { name: 'no title', body: {} },
      { name: 'an empty title', body: { title: '  ' } },
      { name: 'a long title', body: { title: 'x'.repeat(201) } },
      { name: 'an unknown field', body: { title: 'Venice', count: 4 } },
    ])
    .run(async ({ client, assert }, { body }) => {
      const user = await UserFactory.create()
      const response = await client.post('/albums').json(body).loginAs(user)
      response.assertStatus(422)
      assert.isEmpty(await Album.findManyBy({ userId: user.id }))
    })
})

test.group('GET /albums', () => {
  test('lists the caller’s albums, newest first, page by page', async ({ client, assert }) => {
    const { user, album, ids } = await owned()
    const newer = await AlbumFactory.merge({ userId: user.id, title: 'Empty' }).create()
    await owned()
    await change(client, user, { action: 'addToAlbum', ids, albumId: album.id })
    const first = await client.get('/albums?limit=1').loginAs(user)
    assert.equal(first.body().data[0].id, newer.id)
    const cursor = first.body().metadata.nextCursor
    const second = await client.get('/albums').qs({ limit: 1, cursor }).loginAs(user)
    const [shown] = second.body().data
    assert.containsSubset(shown, { id: album.id, count: 3, cover: { id: ids[2] } })
    assert.isString(shown.cover.urls.thumbnail)
    assert.isNull(second.body().metadata.nextCursor)
  })

  test('shows a key of assets:read what a key of assets:write alone is refused', async ({
    client,
  }) => {
    const { user, album } = await owned()
    const reads = await client
      .get(`/albums/${album.id}`)
      .bearerToken(await openKey(user, ['assets:read']))
    reads.assertStatus(200)
    const writes = await client.get('/albums').bearerToken(await openKey(user, ['assets:write']))
    writes.assertStatus(403)
  })
})

test.group('PATCH /albums/:id', () => {
  test('renames the album', async ({ client, assert }) => {
    const { user, album } = await owned()
    const response = await client.patch(`/albums/${album.id}`).json({ title: 'Rome' }).loginAs(user)
    response.assertStatus(200)
    assert.equal(response.body().data.title, 'Rome')
    await album.refresh()
    assert.equal(album.title, 'Rome')
    const empty = await client.patch(`/albums/${album.id}`).json({ title: '' }).loginAs(user)
    empty.assertStatus(422)
  })
})

test.group('DELETE /albums/:id', () => {
  test('deletes the album once, and no asset', async ({ client, assert }) => {
    const { user, album, ids } = await owned()
    await change(client, user, { action: 'addToAlbum', ids, albumId: album.id })
    const response = await client.delete(`/albums/${album.id}`).loginAs(user)
    response.assertStatus(204)
    assert.isNull(await Album.find(album.id))
    assert.isEmpty(await db.from('album_assets').where('album_id', album.id))
    assert.lengthOf(await Asset.findMany(ids), 3)
    const [entry] = await auditOf(album.id)
    assert.containsSubset(entry, { action: 'album.deleted', actorId: user.id })
    const again = await client.delete(`/albums/${album.id}`).loginAs(user)
    again.assertStatus(404)
  })
})

test.group('the assets of an album', () => {
  test('are added and removed, each once', async ({ client, assert }) => {
    const { user, album, ids } = await owned()
    const add = { action: 'addToAlbum', ids, albumId: album.id }
    const responses = await Promise.all([1, 2, 3].map(async () => change(client, user, add)))
    for (const response of responses) {
      assert.deepEqual(
        response.body().data.results,
        ids.map((id) => ({ id, ok: true }))
      )
    }
    assert.containsSubset(await show(client, user, album.id), { count: 3 })
    const remove = { action: 'removeFromAlbum', ids: ids.slice(1), albumId: album.id }
    await change(client, user, remove)
    await change(client, user, remove)
    assert.containsSubset(await show(client, user, album.id), { count: 1, cover: { id: ids[0] } })
    assert.lengthOf(await db.from('album_assets').where('album_id', album.id), 1)
  })

  test('leave it when they go to the trash, return restored, and are gone when erased', async ({
    client,
    assert,
  }) => {
    const { user, album, ids } = await owned()
    await change(client, user, { action: 'addToAlbum', ids, albumId: album.id })
    const newest = ids[2]
    await change(client, user, { action: 'trash', ids: [newest] })
    const trashed = await show(client, user, album.id)
    assert.containsSubset(trashed, { count: 2, cover: { id: ids[1] } })
    await change(client, user, { action: 'restore', ids: [newest] })
    const restored = await show(client, user, album.id)
    assert.containsSubset(restored, { count: 3, cover: { id: newest } })
    await change(client, user, { action: 'trash', ids: [newest] })
    await change(client, user, { action: 'erase', ids })
    assert.containsSubset(await show(client, user, album.id), { count: 0, cover: null })
    assert.isEmpty(await db.from('album_assets').where('album_id', album.id))
  })

  test('can be arranged and trashed at once', async ({ client, assert }) => {
    const { user, album, ids } = await owned()
    const albumId = album.id
    await change(client, user, { action: 'addToAlbum', ids, albumId })
    const changes = ['trash', 'addToAlbum', 'restore', 'removeFromAlbum', 'addToAlbum']
    const responses = await Promise.all(
      [...changes, ...changes].map(async (action) => change(client, user, { action, ids, albumId }))
    )
    for (const response of responses) response.assertStatus(200)
    await change(client, user, { action: 'restore', ids })
    await change(client, user, { action: 'addToAlbum', ids, albumId })
    const live = await db.from('album_assets').where({ album_id: albumId, is_live: true })
    assert.containsSubset(await show(client, user, albumId), { count: live.length })
    assert.lengthOf(live, 3)
  })

  test('are found by the album with every other filter, page by page', async ({
    client,
    assert,
  }) => {
    const { user, album, ids } = await owned()
    const outside = await AssetFactory.apply('ready').merge({ userId: user.id }).create()
    await change(client, user, { action: 'addToAlbum', ids, albumId: album.id })
    await change(client, user, { action: 'favorite', ids: [ids[0], outside.id] })
    await change(client, user, { action: 'trash', ids: [ids[1]] })
    const find = async (query: object, by = user) => {
      const response = await client
        .get('/assets')
        .qs({ albumId: album.id, ...query })
        .loginAs(by)
      response.assertStatus(200)
      const { data, metadata } = response.body()
      return { ids: data.map(({ id }: Asset) => id), next: metadata.nextCursor }
    }
    const first = await find({ limit: 1 })
    assert.deepEqual(first, { ids: [ids[2]], next: ids[2] })
    assert.deepEqual(await find({ limit: 1, cursor: first.next }), { ids: [ids[0]], next: null })
    assert.containsSubset(await find({ favorite: true, kind: 'image' }), { ids: [ids[0]] })
    assert.containsSubset(await find({ trashed: true }), { ids: [ids[1]] })
    const taken = await find({ sort: 'taken' })
    assert.sameMembers(taken.ids, [ids[0], ids[2]])
    const stranger = await UserFactory.create()
    assert.deepEqual(await find({ kind: 'image' }, stranger), { ids: [], next: null })
  })

  test('cannot be added to somebody else’s album', async ({ client, assert }) => {
    const { ids, user } = await owned()
    const { album } = await owned()
    for (const albumId of [album.id, v7()]) {
      const response = await change(client, user, { action: 'addToAlbum', ids, albumId })
      response.assertStatus(404)
    }
    assert.isEmpty(await db.from('album_assets').where('album_id', album.id))
  })
})
