import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { auditOf, openSession } from '#tests/support/http/auth'
import { administrator } from '#tests/support/http/accounts'

const newPassword = 'nineteen dry herons'

async function issue(client: ApiClient, id: string) {
  const { accessToken } = await administrator()
  const response = await client.post(`/users/${id}/password-reset`).bearerToken(accessToken)
  response.assertStatus(201)
  const { url, expiresAt } = response.body().data
  return { url, expiresAt, token: url.split('/').at(-1) as string }
}

test.group('POST /users/:id/password-reset', () => {
  test('returns a link that lives an hour, and stores only a digest', async ({
    client,
    assert,
  }) => {
    const { id } = await UserFactory.create()
    const { token, expiresAt } = await issue(client, id)
    assert.match(token, /^mi_reset_[\w-]{43}$/)
    assert.approximately((Date.parse(expiresAt) - Date.now()) / 60_000, 60, 2)
    const rows = await db.from('account_tokens').where('user_id', id)
    assert.lengthOf(rows, 1)
    assert.notInclude(JSON.stringify(rows), token)
    const [entry] = await auditOf(id)
    assert.equal(entry.action, 'user.password_reset_issued')
  })

  test('knows nothing of an unknown id', async ({ client }) => {
    const { accessToken } = await administrator()
    const path = '/users/01900000-0000-7000-8000-000000000000/password-reset'
    const response = await client.post(path).bearerToken(accessToken)
    response.assertStatus(404)
  })
})

test.group('POST /auth/password/reset', () => {
  test('sets the password, and ends every session and every other token', async ({
    client,
    assert,
  }) => {
    const { user, accessToken } = await openSession()
    const { token } = await issue(client, user.id)
    const other = await issue(client, user.id)
    const reset = (given: string) => {
      return client.post('/auth/password/reset').json({ token: given, newPassword })
    }

    const response = await reset(token)
    response.assertStatus(204)
    const me = await client.get('/auth/me').bearerToken(accessToken)
    me.assertStatus(401)
    for (const [password, status] of [
      [PASSWORD, 401],
      [newPassword, 200],
    ] as const) {
      const signIn = await client.post('/auth/login').json({ email: user.email, password })
      signIn.assertStatus(status)
    }
    for (const used of [token, other.token]) {
      const again = await reset(used)
      again.assertStatus(422)
      assert.equal(again.body().errors[0].code, 'E_INVALID_TOKEN')
    }
    const entries = await auditOf(user.id)
    const entry = entries.find(({ action }) => action === 'user.password_reset')!
    assert.containsSubset(entry.serialize(), {
      actorId: user.id,
      payload: { sessionsRevoked: 1 },
    })
  })

  test('works for one of several at once', async ({ client, assert }) => {
    const { id } = await UserFactory.create()
    const { token } = await issue(client, id)
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => {
        return client.post('/auth/password/reset').json({ token, newPassword })
      })
    )
    const statuses = answers.map((answer) => answer.status())
    assert.deepEqual(statuses.sort(), [204, 422, 422, 422])
  })

  test('refuses an expired token', async ({ client, assert }) => {
    const { id } = await UserFactory.create()
    const { token } = await issue(client, id)
    const expired = { expires_at: db.raw('now()') }
    await db.from('account_tokens').where('user_id', id).update(expired)
    const response = await client.post('/auth/password/reset').json({ token, newPassword })
    response.assertStatus(422)
    assert.equal(response.body().errors[0].code, 'E_INVALID_TOKEN')
  })

  test('refuses the token of an account that is not active: {$self}')
    .with(['disabledAt', 'eraseAt'])
    .run(async ({ client, assert }, state) => {
      const user = await UserFactory.create()
      const { token } = await issue(client, user.id)
      await user.merge({ [state]: DateTime.utc().plus({ days: 1 }) }).save()
      const response = await client.post('/auth/password/reset').json({ token, newPassword })
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, 'E_INVALID_TOKEN')
    })

  test('refuses {0}, and leaves the token as it is')
    .with([
      ['a short password', 'short'],
      ['a common password', 'Qwerty123456'],
      ['the email', 'my weak@example.org'],
    ])
    .run(async ({ client, cleanup }, [, password]) => {
      const user = await UserFactory.merge({ email: 'weak@example.org' }).create()
      cleanup(() => user.delete())
      const { token } = await issue(client, user.id)
      const weak = { token, newPassword: password }
      const refused = await client.post('/auth/password/reset').json(weak)
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ field: 'newPassword' }] })
      const response = await client.post('/auth/password/reset').json({ token, newPassword })
      response.assertStatus(204)
    })

  test('refuses a body without a token', async ({ client }) => {
    const response = await client.post('/auth/password/reset').json({ newPassword })
    response.assertStatus(422)
    response.assertBodyContains({ errors: [{ field: 'token', rule: 'required' }] })
  })
})
