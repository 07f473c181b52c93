import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import Archive from '#app/archives/models/archive'
import Asset from '#app/assets/models/asset'
import { SweepArchives } from '#app/maintenance/actions/sweep_archives'
import { SweepCrcs } from '#app/maintenance/actions/sweep_crcs'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { openKey } from '#tests/support/http/auth'
import { beginDownload, orderArchive, readArchive, stored } from '#tests/support/http/archives'
import { send } from '#tests/support/http/signed_requests'

/** Deleting gives back what the account has used. */
const owner = () => UserFactory.merge({ usedBytes: 10_000_000, usedAssets: 100 }).create()

async function statusOf(url: string) {
  const { status } = await send({ url })
  return status
}

const hex = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

function manifestOf(bytes: Buffer, { start, size }: { start: number; size: number }) {
  const header = bytes.subarray(start)
  const begin = 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  return JSON.parse(String(header.subarray(begin, begin + size)))
}

test.group('POST /archives', () => {
  test('answers a url that downloads the originals as a ZIP of exactly that size', async ({
    client,
    assert,
  }) => {
    const user = await owner()
    const photo = randomBytes(600_000)
    const clip = randomBytes(1_000)
    const meta = { takenAt: '2026-07-01T08:00:00', takenZone: '+02:00' }
    const first = await stored(user, photo, { filename: 'Beach.JPG', meta, tags: ['sea'] })
    await first.merge({ metadata: { roll: 7 } }).save()
    const second = await stored(user, clip, { filename: 'beach.jpg' })
    await AssetFactory.apply('ready').merge({ userId: user.id }).create()

    const order = { ids: [first.id, second.id] }
    const { url, size, expiresAt } = await orderArchive(client, user, order)
    assert.isAbove(Date.parse(expiresAt), Date.now())
    const { status, headers, bytes } = await send({ url })

    assert.equal(status, 200)
    assert.equal(bytes.length, size)
    assert.containsSubset(headers, {
      'content-length': String(size),
      'content-type': 'application/zip',
      'accept-ranges': 'bytes',
      'content-disposition': 'attachment; filename="files.zip"',
    })
    assert.isNotEmpty(headers.etag)
    const files = await readArchive(bytes)
    assert.deepEqual(files.map(({ name, sha256 }) => [name, sha256]).slice(0, 2), [
      ['Beach.JPG', hex(photo)],
      ['beach (2).jpg', hex(clip)],
    ])
    // By the clock of the place, and in UTC.
    assert.deepEqual(files[0].date, [2026, 7, 1, 10, 0, 0])
    assert.equal(files[0].time, Date.parse('2026-07-01T08:00:00Z') / 1_000)
    assert.equal(files[1].time, Math.floor(second.createdAt.toSeconds()))
    assert.lengthOf(files, 3)
    assert.equal(files[2].name, 'manifest.json')
    const { assets } = manifestOf(bytes, files[2])
    assert.containsSubset(assets, [
      { path: 'Beach.JPG', sha256: first.sha256, tags: ['sea'], metadata: { roll: 7 } },
      { path: 'beach (2).jpg', id: second.id, favorite: false },
    ])
    assert.notProperty(assets[0], 'urls')
  })

  test('holds an album, without what is in the trash or not verified', async ({
    client,
    assert,
  }) => {
    const user = await owner()
    const album = { id: v7(), user_id: user.id, title: 'Sea: 2026' }
    await db.table('albums').insert(album)
    const kept = await stored(user, Buffer.from('kept'), { filename: 'kept.jpg' })
    const trashed = await stored(user, Buffer.from('trashed'))
    const raw = await AssetFactory.apply('processing').merge({ userId: user.id }).create()
    const rows = [kept, trashed, raw].map(({ id }) => ({
      album_id: album.id,
      asset_id: id,
      is_live: true,
    }))
    await db.table('album_assets').multiInsert(rows)
    await client.delete(`/assets/${trashed.id}`).loginAs(user)

    const { url } = await orderArchive(client, user, { albumId: album.id })
    const { headers, bytes } = await send({ url })
    assert.equal(headers['content-disposition'], 'attachment; filename="Sea_ 2026.zip"')
    const files = await readArchive(bytes)
    assert.deepEqual(
      files.map(({ name }) => name),
      ['kept.jpg', 'manifest.json']
    )
  })

  test('refuses what is not there, not the caller’s, not ready or said twice', async ({
    client,
    assert,
  }) => {
    const user = await owner()
    const stranger = await UserFactory.create()
    const asset = await stored(user, Buffer.from('mine'))
    const raw = await AssetFactory.merge({ userId: user.id }).create()
    const album = { id: v7(), user_id: user.id, title: 'Sea' }
    await db.table('albums').insert(album)
    for (const [caller, order, status, code] of [
      [stranger, { ids: [asset.id] }, 404, 'E_NOT_FOUND'],
      [user, { ids: [asset.id, v7()] }, 404, 'E_NOT_FOUND'],
      [stranger, { albumId: album.id }, 404, 'E_NOT_FOUND'],
      [user, { ids: [raw.id] }, 409, 'E_ASSET_NOT_READY'],
      [user, {}, 422, 'E_VALIDATION_FAILURE'],
      [user, { ids: [] }, 422, 'E_VALIDATION_FAILURE'],
      [user, { ids: ['x'] }, 422, 'E_VALIDATION_FAILURE'],
      [user, { everything: false }, 422, 'E_VALIDATION_FAILURE'],
      [user, { ids: [asset.id], everything: true }, 422, 'E_VALIDATION_FAILURE'],
    ] as const) {
      const response = await client.post('/archives').loginAs(caller).json(order)
      response.assertStatus(status)
      assert.equal(response.body().errors[0].code, code)
    }
    assert.isNull(await Archive.findBy({ userId: user.id }))
    const nobody = await client.post('/archives').json({ ids: [asset.id] })
    nobody.assertStatus(401)
    const key = await openKey(user, ['assets:read'])
    const exported = await client.post('/archives').bearerToken(key).json({ everything: true })
    exported.assertStatus(403)
  })

  test('exports everything, with the trash and settings, and without secrets', async ({
    client,
    assert,
  }) => {
    const user = await owner()
    await openKey(user, ['assets:read'])
    const live = await stored(user, Buffer.from('live'), { tags: ['sea'] })
    const trashed = await stored(user, Buffer.from('trashed'), { filename: 'old.jpg' })
    await client.delete(`/assets/${trashed.id}`).loginAs(user)
    await client
      .post('/shares')
      .json({ title: 'Holiday', ids: [live.id] })
      .loginAs(user)

    const { url } = await orderArchive(client, user, { everything: true })
    const { bytes } = await send({ url })
    const files = await readArchive(bytes)
    const month = live.createdAt.toUTC().toFormat('yyyy-MM')
    assert.sameMembers(
      files.map(({ name }) => name),
      [`${month}/holiday.jpg`, 'trash/old.jpg', 'manifest.json', 'settings.json']
    )
    const settings = manifestOf(
      bytes,
      files.find(({ name }) => name === 'settings.json')!
    )
    assert.equal(settings.account.email, user.email)
    assert.deepEqual(settings.tags, [{ name: 'sea', count: 1 }])
    assert.lengthOf(settings.keys, 1)
    assert.containsSubset(settings.shares, [{ title: 'Holiday', originals: true }])
    assert.notMatch(JSON.stringify(settings), /hash|password|secret/i)
  })

  test('keeps twenty archives an account', async ({ client, assert }) => {
    const user = await owner()
    const { id } = await stored(user, Buffer.from('photo'))
    const first = await orderArchive(client, user, { ids: [id] })
    for (let count = 0; count < 20; count++) await orderArchive(client, user, { ids: [id] })
    const { rows } = await db.rawQuery('select count(*) from archives where user_id = ?', [user.id])
    assert.equal(rows[0].count, 20)
    assert.equal(await statusOf(first.url), 410)
  })
})

test.group('GET /archives/:id', () => {
  test('serves every range byte for byte', async ({ client, assert }) => {
    const user = await owner()
    const one = await stored(user, randomBytes(300_001), { filename: 'one.jpg' })
    const two = await stored(user, randomBytes(3), { filename: 'two.jpg' })
    const { url, size } = await orderArchive(client, user, { ids: [one.id, two.id] })
    const { headers, bytes } = await send({ url })
    const files = await readArchive(bytes)

    const edges = new Set([0, 1, 29, 30, size - 23, size - 22, size - 1])
    for (const { name, start, size: length } of files) {
      const data = start + 30 + name.length + 9
      for (const edge of [start, data, data + length])
        edges
          .add(edge - 1)
          .add(edge)
          .add(edge + 1)
    }
    const inside = [...edges].filter((edge) => edge >= 0 && edge < size).sort((a, b) => a - b)
    for (const [index, edge] of inside.entries()) {
      const start = index % 2 === 0 ? edge : Math.max(0, edge - 40)
      const end = index % 2 === 0 ? size - 1 : edge
      const range = { 'range': `bytes=${start}-${end}`, 'if-range': headers.etag! }
      const part = await send({ url, headers: range })
      assert.equal(part.status, 206)
      assert.isTrue(part.bytes.equals(bytes.subarray(start, end + 1)), range.range)
      assert.equal(part.headers['content-range'], `bytes ${start}-${end}/${size}`)
    }
    const last = await send({ url, headers: { range: 'bytes=-10' } })
    assert.isTrue(last.bytes.equals(bytes.subarray(-10)))
    const other = await send({ url, headers: { 'range': 'bytes=5-', 'if-range': '"other"' } })
    assert.equal(other.status, 200)
    const beyond = await send({ url, headers: { range: `bytes=${size}-` } })
    assert.equal(beyond.status, 416)
    assert.equal(beyond.headers['content-range'], `bytes */${size}`)
    const known = await send({ url, headers: { 'if-none-match': headers.etag! } })
    assert.equal(known.status, 304)
    const head = await send({ url, method: 'HEAD' })
    assert.equal(head.headers['content-length'], String(size))
    assert.lengthOf(head.bytes, 0)
  })

  test('is the same after tags and names have changed', async ({ client, assert }) => {
    const user = await owner()
    const asset = await stored(user, randomBytes(1_000))
    const { url } = await orderArchive(client, user, { ids: [asset.id] })
    const before = await send({ url })
    await client
      .patch(`/assets/${asset.id}`)
      .loginAs(user)
      .json({ filename: 'b.jpg', tags: ['sea'] })
    const after = await send({ url })
    assert.isTrue(before.bytes.equals(after.bytes))
  })

  test('computes a CRC-32 that is not known yet, and keeps it', async ({ client, assert }) => {
    const user = await owner()
    const asset = await stored(user, randomBytes(400_000), { crc32: null })
    const { url, size } = await orderArchive(client, user, { ids: [asset.id] })
    const end = await send({ url, headers: { range: 'bytes=-200' } })
    await asset.refresh()
    assert.isNumber(asset.crc32)
    const { bytes } = await send({ url })
    assert.equal(bytes.length, size)
    assert.isTrue(end.bytes.equals(bytes.subarray(-200)))
    await readArchive(bytes)
  })

  test('refuses an altered url and an expired one', async ({ client, assert }) => {
    const user = await owner()
    const { id } = await stored(user, Buffer.from('photo'))
    const { url } = await orderArchive(client, user, { ids: [id] })
    for (const altered of [`${url}0`, url.split('?')[0], url.replace(/expires=\d/, 'expires=9')]) {
      const { status, bytes } = await send({ url: altered })
      assert.equal(status, 403)
      assert.equal(JSON.parse(String(bytes)).errors[0].code, 'E_SIGNATURE_INVALID')
    }
  })

  test('answers 410 once an asset is in the trash, and serves it again when it is restored', async ({
    client,
    assert,
  }) => {
    const user = await owner()
    const asset = await stored(user, Buffer.from('photo'))
    const { url } = await orderArchive(client, user, { ids: [asset.id] })
    await client.delete(`/assets/${asset.id}`).loginAs(user)
    const gone = await send({ url })
    assert.equal(gone.status, 410)
    assert.equal(JSON.parse(String(gone.bytes)).errors[0].code, 'E_ARCHIVE_CHANGED')
    await client.post(`/assets/${asset.id}/restore`).loginAs(user)
    assert.equal(await statusOf(url), 200)
    await client.delete(`/assets/${asset.id}?permanent=true`).loginAs(user)
    assert.equal(await statusOf(url), 410)
  })

  test('ends with its owner’s account', async ({ client, assert }) => {
    const user = await owner()
    const { id } = await stored(user, Buffer.from('photo'))
    const { url } = await orderArchive(client, user, { ids: [id] })
    await db
      .from('users')
      .where('id', user.id)
      .update({ disabled_at: db.raw('now()') })
    assert.equal(await statusOf(url), 410)
  })

  test('is cut off where bytes are missing or others than the verified ones', async ({
    client,
    assert,
  }) => {
    const user = await owner()
    for (const bytes of [undefined, Buffer.from('other'), Buffer.from('longer')]) {
      const asset = await stored(user, Buffer.from('photo'))
      const key = Asset.originalKey(asset.id)
      await store.delete([key])
      if (bytes) await store.put(key, bytes, { size: bytes.length, contentType: 'image/jpeg' })
      const { url } = await orderArchive(client, user, { ids: [asset.id] })
      await assert.rejects(() => send({ url }), /aborted|hang up|reset/)
    }
  })
})

test.group('The download of an archive', () => {
  test('is cut off when an asset is erased meanwhile', async ({ client, assert }) => {
    const user = await owner()
    const first = await stored(user, randomBytes(16_000_000))
    const second = await stored(user, randomBytes(1_000))
    const { url, size } = await orderArchive(client, user, { ids: [first.id, second.id] })
    const download = await beginDownload(url)
    const erased = await client.delete(`/assets/${second.id}?permanent=true`).loginAs(user)
    erased.assertStatus(204)
    const { received, isComplete } = await download.finish()
    assert.isFalse(isComplete)
    assert.isBelow(received, size)
  })

  test('resumes byte for byte after a cut', async ({ client, assert }) => {
    const user = await owner()
    const { id } = await stored(user, randomBytes(3_000_000))
    const { url } = await orderArchive(client, user, { ids: [id] })
    const whole = await send({ url })
    const { headers } = whole
    const half = whole.bytes.subarray(0, 1_234_567)
    const range = { 'range': `bytes=${half.length}-`, 'if-range': headers.etag! }
    const rest = await send({ url, headers: range })
    assert.equal(rest.status, 206)
    assert.isTrue(Buffer.concat([half, rest.bytes]).equals(whole.bytes))
  })
})

test.group('The sweep', () => {
  test('forgets archives that have expired', async ({ client, assert }) => {
    const user = await owner()
    const { id } = await stored(user, Buffer.from('photo'))
    const kept = await orderArchive(client, user, { ids: [id] })
    const old = await orderArchive(client, user, { ids: [id] })
    const oldId = new URL(old.url).pathname.split('/')[2]
    const longAgo = db.raw(`now() - interval '2 days'`)
    await db.from('archives').where('id', oldId).update({ expires_at: longAgo })
    while ((await new SweepArchives().handle({ limit: 200 })) === 200);
    assert.isNull(await Archive.find(oldId))
    assert.isNull(await db.from('archive_pages').where('archive_id', oldId).first())
    assert.equal(await statusOf(kept.url), 200)
  })

  test('computes the CRC-32 of older originals, and passes over damaged ones', async ({
    assert,
  }) => {
    const user = await owner()
    const bytes = randomBytes(300_000)
    const damaged = await stored(user, bytes, { crc32: null })
    const other = { size: bytes.length, contentType: 'image/jpeg' }
    await store.put(damaged.originalKey, randomBytes(bytes.length), other)
    const sound = await stored(user, bytes, { crc32: null })
    const sweep = new SweepCrcs()
    await eventually(
      async () => {
        await sweep.handle()
        await sound.refresh()
        return sound.crc32 !== null
      },
      { deadline: 60_000 }
    )
    assert.equal(sound.crc32, crc32(bytes))
    await damaged.refresh()
    assert.isNull(damaged.crc32)
  })
})
