import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import NormalizeEmails from '#database/migrations/0138_normalize_emails'
import { bitmapsOf, statementsOf } from '#tests/support/measure/plans'
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

test.group('emails of accounts', () => {
  test('that 0.1.0 stored are normalised, unless another account has that email', async ({
    assert,
  }) => {
    const mark = v7()
    const wide = (name: string) => `${name}ａ${mark}@example.org`
    const [free, taken, twin] = [
      await UserFactory.merge({ email: wide('free') }).create(),
      await UserFactory.merge({ email: wide('taken') }).create(),
      await UserFactory.merge({ email: `takena${mark}@example.org` }).create(),
    ]
    await new NormalizeEmails(db.connection(), 'normalize_emails', false).execUp()
    await Promise.all([free, taken, twin].map((user) => user.refresh()))
    assert.equal(free.email, `freea${mark}@example.org`)
    assert.equal(taken.email, wide('taken'))
    assert.equal(twin.email, `takena${mark}@example.org`)
  })

  test('are searched by an index', async ({ assert }) => {
    const statements = await statementsOf(() => User.search({ limit: 25, q: 'ada@exam' }))
    const search = statements.find(({ sql }) => sql.includes('"users"'))!
    assert.include(await bitmapsOf(search), 'users_search_index')
  })
})
