import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { digestOf } from '#app/accounts/auth/token'
import Share from '#app/sharing/models/share'
import { AlbumFactory } from '#database/factories/album_factory'
import { UserFactory } from '#database/factories/user_factory'
import { auditOf, openKey } from '#tests/support/http/auth'
import { photos, shareBy } from '#tests/support/http/shares'

const NOBODYS = '01900000-0000-7000-8000-000000000000'
const SECRET = /\/s\/([\w-]{43})$/

test.group('POST /shares', () => {
  test('shares assets by a URL of which the database holds a digest', async ({
    client,
    assert,
  }) => {
    const { user, ids } = await photos(2)
    const terms = { title: ' Venice ', maxDownloads: 4, password: 'gondola' }
    const { id, url, path, ...shown } = await shareBy(client, user, { ids, ...terms })
    const [, secret] = SECRET.exec(url)!
    assert.containsSubset(shown, {
      title: 'Venice',
      albumId: null,
      count: 2,
      maxDownloads: 4,
      hasPassword: true,
      expiresAt: null,
      originals: true,
      location: false,
      views: 0,
      downloads: 0,
    })
    const share = await Share.findOrFail(id)
    assert.deepEqual(share.secretHash, digestOf(secret))
    assert.match(share.password!, /^\$argon2id\$/)
    const rows = await db.from('share_assets').where('share_id', id)
    assert.sameMembers(
      rows.map((row) => row.asset_id),
      ids
    )
    const [entry] = await auditOf(id)
    assert.equal(entry.action, 'share.created')
    const everything = JSON.stringify([share.$attributes, rows, entry])
    for (const hidden of [secret, 'gondola']) assert.notInclude(everything, hidden)
  })

  test('shares an album, for a key of shares:manage too', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const album = await AlbumFactory.merge({ userId: user.id }).create()
    const ask = (token: string) => {
      return client.post('/shares').json({ albumId: album.id }).bearerToken(token)
    }
    const response = await ask(await openKey(user, ['shares:manage']))
    response.assertStatus(201)
    assert.containsSubset(response.body().data, { albumId: album.id, title: null, count: 0 })
    const refused = await ask(await openKey(user, ['assets:read', 'assets:write']))
    refused.assertStatus(403)
    assert.lengthOf(await Share.findManyBy({ userId: user.id }), 1)
  })

  test('refuses {name}')
    .with<{ name: string; body: object; status?: number }[]>([
      { name: 'neither assets nor an album', body: {} },
      { name: 'no assets', body: { ids: [] } },
      { name: 'an asset twice', body: { ids: [NOBODYS, NOBODYS] } },
      { name: 'both', body: { ids: [NOBODYS], albumId: NOBODYS } },
      { name: 'a broken time', body: { ids: [NOBODYS], expiresAt: 'soon' } },
      { name: 'a number as time', body: { ids: [NOBODYS], expiresAt: 4 } },
      { name: 'no downloads at all', body: { ids: [NOBODYS], maxDownloads: 0 } },
      { name: 'an empty password', body: { ids: [NOBODYS], password: '' } },
      { name: 'an unknown field', body: { ids: [NOBODYS], views: 4 } },
      { name: 'an unknown asset', body: { ids: [NOBODYS] }, status: 404 },
      { name: 'an unknown album', body: { albumId: NOBODYS }, status: 404 },
    ])
    .run(async ({ client, assert }, { body, status = 422 }) => {
      const user = await UserFactory.create()
      const response = await client.post('/shares').json(body).loginAs(user)
      response.assertStatus(status)
      assert.isEmpty(await Share.findManyBy({ userId: user.id }))
    })

  test('refuses somebody else’s assets among one’s own, and one’s own in the trash', async ({
    client,
    assert,
  }) => {
    const { user, ids } = await photos(2)
    const { ids: foreign } = await photos(1)
    await client.delete(`/assets/${ids[1]}`).loginAs(user)
    for (const other of [foreign[0], ids[1]]) {
      const body = { ids: [ids[0], other] }
      const response = await client.post('/shares').json(body).loginAs(user)
      response.assertStatus(404)
    }
    assert.isEmpty(await Share.findManyBy({ userId: user.id }))
  })
})

test.group('GET /shares', () => {
  test('lists the caller’s shares with their URLs, newest first, page by page', async ({
    client,
    assert,
  }) => {
    const { user, ids } = await photos(2)
    const first = await shareBy(client, user, { ids })
    const second = await shareBy(client, user, { ids: [ids[0]] })
    const stranger = await photos(1)
    await shareBy(client, stranger.user, { ids: stranger.ids })
    const page = await client.get('/shares?limit=1').loginAs(user)
    page.assertStatus(200)
    assert.containsSubset(page.body().data, [{ id: second.id, url: second.url, count: 1 }])
    const cursor = page.body().metadata.nextCursor
    const rest = await client.get('/shares').qs({ limit: 1, cursor }).loginAs(user)
    assert.containsSubset(rest.body().data, [{ id: first.id, url: first.url, count: 2 }])
    assert.isNull(rest.body().metadata.nextCursor)
  })
})

test.group('PATCH /shares/:id', () => {
  test('changes what is given and nothing else', async ({ client, assert }) => {
    const { user, ids } = await photos(1)
    const share = await shareBy(client, user, { ids, title: 'Venice', password: 'gondola' })
    const changes = { maxDownloads: 9, location: true, expiresAt: '2040-01-01T00:00:00.000Z' }
    const response = await client.patch(`/shares/${share.id}`).json(changes).loginAs(user)
    response.assertStatus(200)
    assert.containsSubset(response.body().data, { ...changes, title: 'Venice', hasPassword: true })
    const cleared = { title: null, password: null, maxDownloads: null, expiresAt: null }
    const again = await client.patch(`/shares/${share.id}`).json(cleared).loginAs(user)
    again.assertStatus(200)
    const { title, hasPassword, maxDownloads, expiresAt, url } = again.body().data
    assert.deepEqual([title, hasPassword, maxDownloads, expiresAt], [null, false, null, null])
    assert.equal(url, share.url)
    const row = await Share.findOrFail(share.id)
    assert.containsSubset(row.$attributes, { ...cleared, location: true })
    const entries = await auditOf(share.id)
    assert.lengthOf(
      entries.filter(({ action }) => action === 'share.changed'),
      2
    )
    const wrong = await client
      .patch(`/shares/${share.id}`)
      .json({ ids: [v7()] })
      .loginAs(user)
    wrong.assertStatus(422)
  })
})

test.group('DELETE /shares/:id', () => {
  test('ends the share at once, and leaves its assets', async ({ client, assert }) => {
    const { user, ids, assets } = await photos(1)
    const share = await shareBy(client, user, { ids })
    const response = await client.delete(`/shares/${share.id}`).loginAs(user)
    response.assertStatus(204)
    const gone = await client.get(share.path)
    gone.assertStatus(404)
    assert.equal(gone.body().errors[0].code, 'E_SHARE_NOT_FOUND')
    assert.isNull(await Share.find(share.id))
    await assets[0].refresh()
    const entries = await auditOf(share.id)
    assert.equal(entries.at(-1)!.action, 'share.revoked')
    const again = await client.delete(`/shares/${share.id}`).loginAs(user)
    again.assertStatus(404)
  })
})
