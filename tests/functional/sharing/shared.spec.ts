import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Share from '#app/sharing/models/share'
import { AlbumFactory } from '#database/factories/album_factory'
import { photos, shareBy } from '#tests/support/http/shares'
import { withLimit } from '#tests/support/http/limits'

const PRIVATE = {
  meta: { gps: { latitude: 45.4, longitude: 12.3 }, camera: { make: 'NIKON' } },
  metadata: { order: 4 },
  tags: ['secret tag'],
  externalId: 'order 4',
  senderName: 'Bob Sender',
  senderEmail: 'bob@example.org',
}

const FIELDS = [
  'id',
  'filename',
  'contentType',
  'kind',
  'size',
  'width',
  'height',
  'placeholder',
  'takenAt',
  'urls',
  'variants',
]

const past = () => db.raw(`now() - interval '1 second'`)

test.group('GET /shared/:secret', () => {
  test('shows the assets and nothing private of them', async ({ client, assert }) => {
    const { user, ids } = await photos(1, PRIVATE)
    const { path, id } = await shareBy(client, user, { ids, title: 'Venice' })
    const response = await client.get(path)
    response.assertStatus(200)
    const { data, metadata } = response.body()
    assert.containsSubset(data, { title: 'Venice', remainingDownloads: null })
    assert.isNull(metadata.nextCursor)
    const [asset] = data.assets
    assert.sameMembers(Object.keys(asset), FIELDS)
    assert.equal(asset.id, ids[0])
    assert.isNull(asset.urls.original)
    const text = response.text()
    const hidden = [user.email, user.id, 'secret tag', 'order', 'Bob', 'bob@', '45.4', 'NIKON']
    for (const word of hidden) assert.notInclude(text, word)
    const share = await Share.findOrFail(id)
    assert.equal(share.views, 1)
  })

  test('shows a location and the original that holds it only with `location`', async ({
    client,
    assert,
  }) => {
    for (const meta of [PRIVATE.meta, { gpsWithheld: true }]) {
      const { user, ids } = await photos(1, { meta })
      const { path, id } = await shareBy(client, user, { ids })
      const original = `${path}/assets/${ids[0]}/original`
      const withheld = await client.get(original)
      withheld.assertStatus(403)
      assert.equal(withheld.body().errors[0].code, 'E_ORIGINAL_WITHHELD')
      await client.patch(`/shares/${id}`).json({ location: true }).loginAs(user)
      const shown = await client.get(path)
      const [asset] = shown.body().data.assets
      assert.isString(asset.urls.original)
      assert.deepEqual(asset.location, 'gps' in meta ? meta.gps : null)
      const given = await client.get(original)
      given.assertStatus(200)
      await client.patch(`/shares/${id}`).json({ originals: false }).loginAs(user)
      const none = await client.get(original)
      none.assertStatus(403)
      const { downloads } = await Share.findOrFail(id)
      assert.equal(downloads, 1)
    }
  })

  test('shows an album as it is, page by page, without the trash', async ({ client, assert }) => {
    const { user, ids } = await photos(3)
    const album = await AlbumFactory.merge({ userId: user.id }).create()
    const change = (action: string, some: string[]) => {
      const body = { action, ids: some, albumId: album.id }
      return client.post('/assets/bulk').json(body).loginAs(user)
    }
    await change('addToAlbum', ids.slice(0, 2))
    const { path, id } = await shareBy(client, user, { albumId: album.id })
    const show = async (query: object = {}) => {
      const response = await client.get(path).qs(query)
      const { data, metadata } = response.body()
      return [data.assets.map((asset: { id: string }) => asset.id), metadata.nextCursor, data.title]
    }
    assert.deepEqual(await show(), [[ids[1], ids[0]], null, 'Venice'])
    await change('addToAlbum', [ids[2]])
    await change('trash', [ids[1]])
    assert.deepEqual(await show({ limit: 1 }), [[ids[2]], ids[2], 'Venice'])
    assert.deepEqual(await show({ limit: 1, cursor: ids[2] }), [[ids[0]], null, 'Venice'])
    const trashed = await client.get(`${path}/assets/${ids[1]}/thumbnail`)
    trashed.assertStatus(404)
    await client.delete(`/albums/${album.id}`).loginAs(user)
    const gone = await client.get(path)
    gone.assertStatus(404)
    assert.isNull(await Share.find(id))
  })

  test('answers {code} to {name}')
    .with([
      { name: 'an unknown secret', code: 'E_SHARE_NOT_FOUND', status: 404, change: 'unknown' },
      { name: 'a disabled owner', code: 'E_SHARE_NOT_FOUND', status: 404, change: 'disabled' },
      { name: 'a leaving owner', code: 'E_SHARE_NOT_FOUND', status: 404, change: 'leaving' },
      { name: 'an expired share', code: 'E_SHARE_EXPIRED', status: 410, change: 'expired' },
    ] as const)
    .run(async ({ client, assert }, { code, status, change }) => {
      const { user, ids } = await photos(1)
      const { path, id } = await shareBy(client, user, { ids })
      const users = db.from('users').where('id', user.id)
      if (change === 'disabled') await users.update({ disabled_at: past() })
      if (change === 'leaving') await users.update({ erase_at: past() })
      if (change === 'expired') await db.from('shares').where({ id }).update({ expires_at: past() })
      const known = change === 'unknown' ? `${path}x` : path
      const file = `${known}/assets/${ids[0]}/thumbnail`
      for (const response of [
        await client.get(known),
        await client.get(file),
        await client.post(`${known}/visits`).json({ password: 'gondola' }),
      ]) {
        response.assertStatus(status)
        assert.equal(response.body().errors[0].code, code)
      }
    })

  test('refuses a broken cursor and an unknown field', async ({ client }) => {
    const { user, ids } = await photos(1)
    const { path } = await shareBy(client, user, { ids })
    for (const query of ['cursor=1', 'limit=101', 'colour=red']) {
      const response = await client.get(`${path}?${query}`)
      response.assertStatus(422)
    }
  })
})

test.group('a share with a password', () => {
  test('opens with the header or a visit, in its URLs too', async ({ client, assert }) => {
    const { user, ids } = await photos(1)
    const { path, id } = await shareBy(client, user, { ids, password: 'göndola' })
    const visit = await client.post(`${path}/visits`).json({ password: 'göndola' })
    visit.assertStatus(201)
    const { token, expiresAt } = visit.body().data
    assert.isAbove(Date.parse(expiresAt), Date.now())
    const header = Buffer.from('göndola').toString('latin1')
    const byHeader = await client.get(path).header('x-share-password', header)
    byHeader.assertStatus(200)
    const byVisit = await client.get(path).qs({ visit: token })
    byVisit.assertStatus(200)
    const [asset] = byVisit.body().data.assets
    const thumbnail = await fetch(asset.urls.thumbnail)
    assert.equal(thumbnail.status, 200)
    await thumbnail.bytes()

    await client.patch(`/shares/${id}`).json({ password: 'another' }).loginAs(user)
    for (const refused of [
      await client.get(path),
      await client.get(path).qs({ visit: token }),
      await client.get(path).header('x-share-password', header),
      await client.get(new URL(asset.urls.thumbnail).pathname),
      await client.post(`${path}/visits`).json({ password: 'göndola' }),
      await client.post(`${path}/visits`).json({}),
    ]) {
      refused.assertStatus(401)
      assert.equal(refused.body().errors[0].code, 'E_SHARE_PASSWORD')
    }
    const wrong = await client.post(`${path}/visits`).json({ password: 4 })
    wrong.assertStatus(422)
  })

  test('limits wrong passwords as sign-in does', async ({ client, assert }) => {
    const { user, ids } = await photos(1)
    const { path, id } = await shareBy(client, user, { ids, password: 'gondola' })
    await withLimit('signInPair', 2, `share ${id}`)
    const guess = async (password: string) => client.post(`${path}/visits`).json({ password })
    for (const status of [401, 401, 429]) {
      const response = await guess('wrong')
      response.assertStatus(status)
    }
    const right = await guess('gondola')
    right.assertStatus(429)
    assert.isAbove(Number(right.header('retry-after')), 0)
  })
})

test.group('POST /shared/:secret/archive', () => {
  test('downloads what is not withheld, counts each original, and ends with the share', async ({
    client,
    assert,
  }) => {
    const { user, ids, assets } = await photos(3)
    await assets[2].merge({ meta: { gpsWithheld: true } }).save()
    const terms = { ids, maxDownloads: 3, password: 'gondola' }
    const { path, id } = await shareBy(client, user, terms)
    const visit = await client.post(`${path}/visits`).json({ password: 'gondola' })
    const ask = () => client.post(`${path}/archive?visit=${visit.body().data.token}`)
    const refused = await client.post(`${path}/archive`)
    refused.assertStatus(401)
    const response = await ask()
    response.assertStatus(201)
    const { url, size } = response.body().data
    const zip = await fetch(url)
    const bytes = Buffer.from(await zip.bytes())
    assert.equal(bytes.length, size)
    assert.include(bytes.toString('latin1'), ids[0])
    assert.notInclude(bytes.toString('latin1'), ids[2])
    const share = await Share.findOrFail(id)
    assert.equal(share.downloads, 2)
    const exhausted = await ask()
    exhausted.assertStatus(410)
    assert.equal(exhausted.body().errors[0].code, 'E_SHARE_EXHAUSTED')
    await client.delete(`/shares/${id}`).loginAs(user)
    const gone = await fetch(url)
    assert.equal(gone.status, 410)
    await gone.bytes()
  })

  test('is refused by a share without originals', async ({ client, assert }) => {
    const { user, ids } = await photos(1)
    const { path } = await shareBy(client, user, { ids, originals: false })
    const response = await client.post(`${path}/archive`)
    response.assertStatus(403)
    assert.equal(response.body().errors[0].code, 'E_ORIGINAL_WITHHELD')
  })
})

test.group('GET /shared/:secret/assets/:id/:variant', () => {
  test('serves a variant, and the original with ranges as one download', async ({
    client,
    assert,
  }) => {
    const { user, ids } = await photos(1)
    const { path, id } = await shareBy(client, user, { ids })
    const response = await client.get(path)
    const [{ urls }] = response.body().data.assets
    const thumbnail = await fetch(urls.thumbnail)
    assert.lengthOf(await thumbnail.bytes(), 100)
    assert.equal(thumbnail.headers.get('content-type'), 'image/webp')

    const original = await fetch(urls.original)
    assert.lengthOf(await original.bytes(), 1_000)
    assert.include(original.headers.get('content-disposition')!, 'holiday.jpg')
    const range = await fetch(original.url, { headers: { range: 'bytes=10-19' } })
    assert.equal(range.status, 206)
    assert.lengthOf(await range.bytes(), 10)
    const share = await Share.findOrFail(id)
    assert.deepEqual([share.downloads, share.views], [1, 1])
    const head = await fetch(urls.original, { method: 'HEAD' })
    assert.equal(head.status, 405)
  })

  test('counts downloads exactly, however many ask at once', async ({ client, assert }) => {
    const { user, ids } = await photos(1)
    const { path, id } = await shareBy(client, user, { ids, maxDownloads: 7 })
    const shown = await client.get(path)
    const { urls } = shown.body().data.assets[0]
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const response = await fetch(urls.original, { redirect: 'manual' })
        await response.bytes()
        return response.status
      })
    )
    assert.lengthOf(
      statuses.filter((status) => status === 302),
      7
    )
    assert.lengthOf(
      statuses.filter((status) => status === 410),
      43
    )
    const exhausted = await client.get(new URL(urls.original).pathname)
    assert.equal(exhausted.body().errors[0].code, 'E_SHARE_EXHAUSTED')
    const share = await Share.findOrFail(id)
    assert.equal(share.downloads, 7)
    const page = await client.get(path)
    assert.equal(page.body().data.remainingDownloads, 0)
    const thumbnail = await fetch(urls.thumbnail)
    assert.equal(thumbnail.status, 200)
    await thumbnail.bytes()
  })

  test('gives no other asset, no unknown variant, and nothing once it is revoked', async ({
    client,
    assert,
  }) => {
    const { user, ids } = await photos(2)
    const { path, id } = await shareBy(client, user, { ids: [ids[0]] })
    for (const file of [
      `${ids[1]}/thumbnail`,
      `${v7()}/original`,
      `${ids[0]}/card`,
      '1/original',
    ]) {
      const response = await client.get(`${path}/assets/${file}`)
      response.assertStatus(404)
    }
    const shown = await client.get(path)
    const { urls } = shown.body().data.assets[0]
    const original = await fetch(urls.original)
    await original.bytes()
    await client.delete(`/shares/${id}`).loginAs(user)
    const addresses = [urls.thumbnail, urls.original, original.url]
    // What the bucket signed ends with its lifetime.
    const own = addresses.filter((url) => url.includes('/shared/'))
    assert.isAtLeast(own.length, 2)
    for (const url of own) {
      const response = await fetch(url)
      assert.equal(response.status, 404)
      await response.bytes()
    }
  })
})
