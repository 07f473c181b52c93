import { v7 } from 'uuid'
import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/user_factory'

test.group('GET /users', () => {
  test('lists accounts with their usage, newest first, page by page', async ({
    client,
    assert,
  }) => {
    const administrator = await UserFactory.apply('administrator').create()
    const users = await UserFactory.merge({ usedBytes: 7, usedAssets: 2 }).createMany(3)
    const first = await client.get('/users').qs({ limit: 2 }).loginAs(administrator)
    first.assertStatus(200)
    const { data, metadata } = first.body()
    const [third] = data
    assert.containsSubset(third, { id: users[2].id, role: 'USER', usage: { bytes: 7, assets: 2 } })
    assert.notProperty(third, 'password')
    const next = await client
      .get('/users')
      .qs({ limit: 2, cursor: metadata.nextCursor })
      .loginAs(administrator)
    assert.equal(next.body().data[0].id, users[0].id)
  })

  test('finds by any part of the email, in any spelling', async ({ client, assert }) => {
    const administrator = await UserFactory.apply('administrator').create()
    const mark = v7()
    const user = await UserFactory.merge({ email: `a_b%${mark}@example.org` }).create()
    await UserFactory.merge({ email: `axby${mark}@example.org` }).create()
    for (const q of [`A_B%${mark}`, `_b%${mark}`]) {
      const found = await client.get('/users').qs({ q }).loginAs(administrator)
      assert.deepEqual(
        found.body().data.map(({ id }: { id: string }) => id),
        [user.id]
      )
    }
  })

  test('finds by any part of the name, ignoring case', async ({ client, assert }) => {
    const administrator = await UserFactory.apply('administrator').create()
    const mark = v7()
    const user = await UserFactory.merge({ fullName: `Zoë ${mark}` }).create()
    const found = await client
      .get('/users')
      .qs({ q: `ZOË ${mark}` })
      .loginAs(administrator)
    assert.deepEqual(
      found.body().data.map(({ id }: { id: string }) => id),
      [user.id]
    )
  })

  test('answers 422 to {$self}')
    .with(['limit=0', 'cursor=x', `q=${'x'.repeat(255)}`])
    .run(async ({ client }, query) => {
      const administrator = await UserFactory.apply('administrator').create()
      const response = await client.get(`/users?${query}`).loginAs(administrator)
      response.assertStatus(422)
    })
})
