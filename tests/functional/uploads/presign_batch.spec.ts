import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import { UserFactory } from '#database/factories/user_factory'

const JPEG = { filename: 'holiday.jpg', contentType: 'image/jpeg', size: 1_000 }

test.group('POST /uploads/presign/batch', () => {
  test('judges each file by itself, in the order of the request', async ({ client, assert }) => {
    const user = await UserFactory.merge({ quotaBytes: 2_500 }).create()
    const files = [
      { ...JPEG, externalId: 'a' },
      { ...JPEG, contentType: 'text/html' },
      { ...JPEG, filename: '' },
      'no file at all',
      { ...JPEG, colour: 'red' },
      { ...JPEG, externalId: 'a' },
      { ...JPEG, externalId: 'a', size: 7 },
      JPEG,
      JPEG,
    ]
    const response = await client.post('/uploads/presign/batch').json({ files }).loginAs(user)
    response.assertStatus(200)
    const { results } = response.body().data
    assert.deepEqual(
      results.map(({ asset, error }: any) => error?.code ?? asset.status),
      [
        'pending',
        'E_TYPE_NOT_ALLOWED',
        'E_VALIDATION_FAILURE',
        'E_VALIDATION_FAILURE',
        'E_VALIDATION_FAILURE',
        'pending',
        'E_EXTERNAL_ID_TAKEN',
        'pending',
        'E_QUOTA_EXCEEDED',
      ]
    )
    assert.equal(results[0].asset.id, results[5].asset.id)
    assert.equal(results[0].upload.method, 'PUT')
    assert.lengthOf(await Asset.query().where({ userId: user.id }), 2)
  })

  test('takes 100 files with all that they may have, over 64 kB', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const metadata = { note: 'x'.repeat(3_000) }
    const files = Array.from({ length: 100 }, () => ({ ...JPEG, metadata }))
    const response = await client.post('/uploads/presign/batch').json({ files }).loginAs(user)
    response.assertStatus(200)
    assert.isTrue(response.body().data.results.every(({ asset }: any) => asset))
    assert.lengthOf(await Asset.query().where({ userId: user.id }), 100)
  })

  test('refuses a list that is missing, empty or too long')
    .with([{}, { files: [] }, { files: Array(101).fill(JPEG) }, { files: 'x' }])
    .run(async ({ client, assert }, body) => {
      const user = await UserFactory.create()
      const response = await client.post('/uploads/presign/batch').json(body).loginAs(user)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, 'files')
      assert.isNull(await Asset.findBy({ userId: user.id }))
    })

  test('refuses a body over 1 MB', async ({ client }) => {
    const user = await UserFactory.create()
    const files = [{ ...JPEG, filename: 'x'.repeat(1_100_000) }]
    const response = await client.post('/uploads/presign/batch').json({ files }).loginAs(user)
    response.assertStatus(413)
  })
})
