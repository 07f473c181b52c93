import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import Asset from '#app/assets/models/asset'
import User from '#app/accounts/models/user'
import { RejectAsset } from '#app/uploads/actions/reject_asset'
import { UserFactory } from '#database/factories/user_factory'
import { mediaFile, put } from '#tests/support/http/uploads'

const JPEG = { filename: 'holiday.jpg', contentType: 'image/jpeg', size: 1_000 }
const MOVIE = { filename: 'long.mp4', contentType: 'video/mp4', size: 100_000_000 }

function announce(client: ApiClient, user: User, file: object, path = '/uploads/presign') {
  return client.post(path).json(file).loginAs(user)
}

test.group('externalId', () => {
  test('of twenty calls at once to {0}, one reserves and all get the same asset')
    .with(['/uploads/presign', '/uploads/multipart'])
    .run(async ({ client, assert }, path) => {
      const user = await UserFactory.create()
      const file = { ...MOVIE, externalId: v7() }
      const calls = Array.from({ length: 20 }, () => announce(client, user, file, path))
      const answers = await Promise.all(calls)
      const statuses = answers.map((answer) => answer.status()).sort()
      assert.deepEqual(statuses, [...Array(19).fill(200), 201])
      const ids = new Set(answers.map((answer) => answer.body().data.asset.id))
      assert.lengthOf([...ids], 1)
      assert.isTrue(answers.every((answer) => answer.body().data.upload !== null))

      const rows = await Asset.query().where({ userId: user.id })
      assert.lengthOf(rows, 1)
      assert.equal(rows[0].externalId, file.externalId)
      const owner = await User.findOrFail(user.id)
      assert.deepEqual([owner.usedBytes, owner.usedAssets], [file.size, 1])
    })

  test('a repeated call gets a fresh url that works, and none once the bytes are there', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const { bytes, declaration } = await mediaFile('good/phone.jpg')
    const file = { ...declaration, externalId: 'IMG_0001' }
    const first = await announce(client, user, file)
    await Asset.query()
      .where({ userId: user.id })
      .update({ uploadExpiresAt: new Date(0) })

    const again = await announce(client, user, file)
    again.assertStatus(200)
    const { asset, upload } = again.body().data
    assert.equal(asset.id, first.body().data.asset.id)
    const row = await Asset.findOrFail(asset.id)
    assert.equal(row.uploadExpiresAt.toMillis(), Date.parse(upload.expiresAt))
    const sent = await put(upload, bytes)
    assert.equal(sent.status, 200)

    const arrived = await announce(client, user, file)
    arrived.assertStatus(200)
    assert.isNull(arrived.body().data.upload)
    await client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)
    const processing = await announce(client, user, file)
    assert.equal(processing.body().data.asset.status, 'processing')
    assert.isNull(processing.body().data.upload)
  })

  test('a single upload can go on in parts', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const file = { ...MOVIE, externalId: 'movie' }
    const single = await announce(client, user, file)
    const inParts = await announce(client, user, file, '/uploads/multipart')
    inParts.assertStatus(200)
    const { asset, upload } = inParts.body().data
    assert.equal(asset.id, single.body().data.asset.id)
    assert.deepInclude(upload, { partSize: 16 * 1024 ** 2, partCount: 6 })
    const parts = await client
      .post(`/uploads/multipart/${asset.id}/parts`)
      .json({ partNumbers: [1] })
      .loginAs(user)
    parts.assertStatus(200)
  })

  test('another size or type under the same id is refused: {0}')
    .with([{ size: 1_001 }, { contentType: 'image/png' }])
    .run(async ({ client, assert }, other) => {
      const user = await UserFactory.create()
      await announce(client, user, { ...JPEG, externalId: 'a' })
      for (const path of ['/uploads/presign', '/uploads/multipart']) {
        const response = await announce(client, user, { ...JPEG, ...other, externalId: 'a' }, path)
        response.assertStatus(409)
        assert.equal(response.body().errors[0].code, 'E_EXTERNAL_ID_TAKEN')
      }
      assert.lengthOf(await Asset.query().where({ userId: user.id }), 1)
    })

  test('is unique within its owner alone', async ({ client }) => {
    for (const user of await UserFactory.createMany(2)) {
      const response = await announce(client, user, { ...JPEG, externalId: 'same' })
      response.assertStatus(201)
    }
  })

  test('is free again once its asset is rejected, deleted or trashed', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const file = { ...JPEG, externalId: 'again' }
    const first = await announce(client, user, file)
    const asset = await Asset.findOrFail(first.body().data.asset.id)
    await new RejectAsset().handle({ asset, error: { code: 'E_X', message: 'x' } })
    const second = await announce(client, user, file)
    second.assertStatus(201)

    await client.delete(`/assets/${second.body().data.asset.id}`).loginAs(user)
    const third = await announce(client, user, file)
    third.assertStatus(201)
    await Asset.query()
      .where({ id: third.body().data.asset.id })
      .update({ trashedAt: DateTime.utc() })
    const fourth = await announce(client, user, file)
    fourth.assertStatus(201)
    assert.notEqual(third.body().data.asset.id, second.body().data.asset.id)
  })

  test('GET /assets?externalId= finds the asset and nothing else', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const wanted = await announce(client, user, { ...JPEG, externalId: 'wanted' })
    await announce(client, user, { ...JPEG, externalId: 'other' })
    await announce(client, await UserFactory.create(), { ...JPEG, externalId: 'wanted' })
    const found = await client.get('/assets').qs({ externalId: 'wanted' }).loginAs(user)
    const ids = found.body().data.map(({ id }: { id: string }) => id)
    assert.deepEqual(ids, [wanted.body().data.asset.id])
    assert.equal(found.body().data[0].externalId, 'wanted')
    const none = await client.get('/assets').qs({ externalId: 'nobody' }).loginAs(user)
    assert.isEmpty(none.body().data)
  })

  test('refuses an id of a wrong form')
    .with(['', 'x'.repeat(201), 'a\0b', 7])
    .run(async ({ client, assert }, externalId) => {
      const user = await UserFactory.create()
      const response = await announce(client, user, { ...JPEG, externalId })
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, 'externalId')
    })
})

test.group('POST /uploads/:assetId/presign', () => {
  test('gives a fresh url, with which the upload lives as long again', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const { bytes, declaration } = await mediaFile('good/phone.jpg')
    const first = await announce(client, user, declaration)
    const { id } = first.body().data.asset
    await Asset.query()
      .where({ id })
      .update({ uploadExpiresAt: new Date(0) })
    const response = await client.post(`/uploads/${id}/presign`).loginAs(user)
    response.assertStatus(200)
    const { asset, upload } = response.body().data
    assert.equal(asset.id, id)
    const row = await Asset.findOrFail(id)
    assert.equal(row.uploadExpiresAt.toMillis(), Date.parse(upload.expiresAt))
    const sent = await put(upload, bytes)
    assert.equal(sent.status, 200)
  })

  test('refuses an upload in parts and one that is completed', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const inParts = await announce(client, user, MOVIE, '/uploads/multipart')
    const single = await announce(client, user, JPEG)
    await Asset.query()
      .where({ id: single.body().data.asset.id })
      .update({ status: 'processing', etag: 'x' })
    for (const { asset } of [inParts.body().data, single.body().data]) {
      const response = await client.post(`/uploads/${asset.id}/presign`).loginAs(user)
      response.assertStatus(409)
      assert.equal(response.body().errors[0].code, 'E_UPLOAD_NOT_OPEN')
    }
  })
})
