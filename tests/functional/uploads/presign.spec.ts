import { v7 } from 'uuid'
import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import User from '#app/accounts/models/user'
import store from '#app/storage/main'
import { UserFactory } from '#database/factories/user_factory'
import { mediaFile, put, sha256 } from '#tests/support/http/uploads'

const JPEG = { filename: 'holiday.jpg', contentType: 'image/jpeg', size: 1_000 }

test.group('POST /uploads/presign', () => {
  test('makes a pending asset and a sealed request for exactly that file', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const { bytes, declaration } = await mediaFile('good/phone.jpg')
    const file = { ...declaration, sha256: sha256(bytes) }
    const response = await client.post('/uploads/presign').json(file).loginAs(user)
    response.assertStatus(201)
    const { asset, upload } = response.body().data

    assert.containsSubset(asset, { ...declaration, status: 'pending', kind: 'image', sha256: null })
    assert.equal(upload.method, 'PUT')
    assert.equal(upload.headers['content-type'], 'image/jpeg')
    assert.isBelow(Date.parse(upload.expiresAt), Date.now() + 900_001)
    const sent = await put(upload, bytes)
    assert.equal(sent.status, 200)

    const row = await Asset.findOrFail(asset.id)
    assert.containsSubset(row.$attributes, {
      userId: user.id,
      status: 'pending',
      declaredSha256: file.sha256,
    })
    assert.equal((await store.head(row.originalKey))!.size, bytes.length)
  })

  test('refuses {code} with 422')
    .with([
      { code: 'E_TYPE_NOT_ALLOWED', file: { ...JPEG, contentType: 'text/html' } },
      { code: 'E_TYPE_NOT_ALLOWED', file: { ...JPEG, contentType: '__proto__' } },
      { code: 'E_FILE_EMPTY', file: { ...JPEG, size: 0 } },
      { code: 'E_FILE_TOO_LARGE', file: { ...JPEG, size: 100_000_001 } },
      { code: 'E_VALIDATION_FAILURE', file: { ...JPEG, size: -1 } },
      { code: 'E_VALIDATION_FAILURE', file: { ...JPEG, size: 1.5 } },
      { code: 'E_VALIDATION_FAILURE', file: { ...JPEG, size: '1000' } },
      { code: 'E_VALIDATION_FAILURE', file: { ...JPEG, filename: '' } },
      { code: 'E_VALIDATION_FAILURE', file: { ...JPEG, filename: 'a'.repeat(256) } },
      { code: 'E_VALIDATION_FAILURE', file: { ...JPEG, filename: 'a\0b.jpg' } },
      { code: 'E_VALIDATION_FAILURE', file: { ...JPEG, sha256: 'short' } },
      { code: 'E_VALIDATION_FAILURE', file: {} },
    ])
    .run(async ({ client, assert }, { code, file }) => {
      const user = await UserFactory.create()
      const response = await client.post('/uploads/presign').json(file).loginAs(user)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, code)
      assert.isNull(await Asset.findBy({ userId: user.id }))
    })

  test('names every field that is wrong', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const response = await client.post('/uploads/presign').json({}).loginAs(user)
    const fields = response.body().errors.map(({ field }: { field: string }) => field)
    assert.sameMembers(fields, ['filename', 'contentType', 'size'])
  })

  test('keeps a hostile filename for display alone')
    .with(['../../etc/passwd.jpg', 'a\r\nset-cookie: x.jpg', 'evil\u202Egpj.exe.jpg', '"q";\\.jpg'])
    .run(async ({ client, assert }, filename) => {
      const user = await UserFactory.create()
      const file = { ...JPEG, filename }
      const response = await client.post('/uploads/presign').json(file).loginAs(user)
      response.assertStatus(201)
      const { asset, upload } = response.body().data
      assert.equal(asset.filename, filename)
      assert.notInclude(decodeURIComponent(upload.url), filename)
      assert.notInclude(JSON.stringify(upload.headers), filename)
    })

  test('never passes a quota, however many ask at once', async ({ client, assert }) => {
    const user = await UserFactory.merge({ quotaBytes: 10_000 }).create()
    const ask = () => client.post('/uploads/presign').json(JPEG).loginAs(user)
    const answers = await Promise.all(Array.from({ length: 50 }, ask))
    const statuses = answers.map((answer) => answer.status())
    assert.lengthOf(
      statuses.filter((status) => status === 201),
      10
    )
    const refused = answers.filter((answer) => answer.status() === 422)
    assert.lengthOf(refused, 40)
    assert.equal(refused[0].body().errors[0].code, 'E_QUOTA_EXCEEDED')
    const owner = await User.findOrFail(user.id)
    assert.equal(owner.usedBytes, 10_000)
  })

  test('refuses an owner, a status or an id and reserves nothing', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const wishes = {
      id: v7(),
      userId: v7(),
      user_id: v7(),
      status: 'ready',
      etag: 'x',
      kind: 'audio',
    }
    const response = await client
      .post('/uploads/presign')
      .json({ ...JPEG, ...wishes })
      .loginAs(user)
    response.assertStatus(422)
    const refused = response.body().errors.map(({ field, rule }: Record<string, string>) => {
      return [field, rule]
    })
    assert.sameDeepMembers(
      refused,
      Object.keys(wishes).map((field) => [field, 'unknown'])
    )
    assert.isNull(await Asset.findBy({ userId: user.id }))
  })

  test('asks nobody without a token', async ({ client }) => {
    const response = await client.post('/uploads/presign').json(JPEG)
    response.assertStatus(401)
  })
})
