import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import { UserFactory } from '#database/factories/user_factory'

const JPEG = { filename: 'holiday.jpg', contentType: 'image/jpeg', size: 1_000 }
const OWN = { order: 7, nested: { tags: ['a', null, 'ü'] }, empty: {} }

test.group('metadata', () => {
  test('comes back in the asset wherever it is shown: {0}')
    .with(['/uploads/presign', '/uploads/multipart'])
    .run(async ({ client, assert }, path) => {
      const user = await UserFactory.create()
      const response = await client
        .post(path)
        .json({ ...JPEG, metadata: OWN })
        .loginAs(user)
      const { asset } = response.body().data
      assert.deepEqual(asset.metadata, OWN)
      const shown = await client.get(`/assets/${asset.id}`).loginAs(user)
      assert.deepEqual(shown.body().data.metadata, OWN)
      const listed = await client.get('/assets').loginAs(user)
      assert.deepEqual(listed.body().data[0].metadata, OWN)
      const row = await Asset.findOrFail(asset.id)
      assert.deepEqual(row.metadata, OWN)
    })

  test('is null if none was given', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const response = await client.post('/uploads/presign').json(JPEG).loginAs(user)
    assert.isNull(response.body().data.asset.metadata)
    assert.isNull(response.body().data.asset.externalId)
  })

  test('PATCH replaces it, clears it, and leaves it if it is not named', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const made = await client
      .post('/uploads/presign')
      .json({ ...JPEG, metadata: OWN })
      .loginAs(user)
    const { id } = made.body().data.asset
    const patch = async (body: object) => {
      const response = await client.patch(`/assets/${id}`).json(body).loginAs(user)
      response.assertStatus(200)
      return response.body().data
    }
    const renamed = await patch({ filename: 'b.jpg' })
    assert.deepEqual([renamed.filename, renamed.metadata], ['b.jpg', OWN])
    const replaced = await patch({ metadata: { order: 8 } })
    assert.deepEqual([replaced.filename, replaced.metadata], ['b.jpg', { order: 8 }])
    const cleared = await patch({ metadata: null })
    assert.isNull(cleared.metadata)
    const row = await Asset.findOrFail(id)
    assert.isNull(row.metadata)
  })

  test('refuses what is no small JSON object: {label}')
    .with([
      { label: 'a text', metadata: 'x' },
      { label: 'a list', metadata: [1] },
      { label: 'over 4 kB', metadata: { a: 'x'.repeat(4_096) } },
      { label: 'over 4 kB in UTF-8', metadata: { a: 'ü'.repeat(2_050) } },
      { label: 'a NUL', metadata: { a: ['b\0c'] } },
      { label: 'a NUL in a name', metadata: { 'a\0': 1 } },
    ])
    .run(async ({ client, assert }, { metadata }) => {
      const user = await UserFactory.create()
      const response = await client
        .post('/uploads/presign')
        .json({ ...JPEG, metadata })
        .loginAs(user)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, 'E_VALIDATION_FAILURE')
      assert.match(response.body().errors[0].field, /^metadata/)
      assert.isNull(await Asset.findBy({ userId: user.id }))
    })
})
