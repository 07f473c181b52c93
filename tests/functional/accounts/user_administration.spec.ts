import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import User from '#app/accounts/models/user'
import Session from '#app/accounts/sessions/models/session'
import { UpdateUser } from '#app/accounts/actions/update_user'
import { RequestErasure } from '#app/accounts/actions/request_erasure'
import { OpenSession } from '#app/accounts/sessions/actions/open_session'
import { InvalidCredentials } from '#app/accounts/sessions/errors'
import { LastAdministrator } from '#app/accounts/errors'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { auditOf, openSession, sessionOf } from '#tests/support/http/auth'
import { administrator } from '#tests/support/http/accounts'

const NOBODYS = '01900000-0000-7000-8000-000000000000'

async function actionsOn(subject: string) {
  const entries = await auditOf(subject)
  return entries.map(({ action }) => action)
}

test.group('GET /users/:id', () => {
  test('shows state, role and usage', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const user = await UserFactory.merge({ usedBytes: 7 }).create()
    const response = await client.get(`/users/${user.id}`).bearerToken(accessToken)
    response.assertStatus(200)
    const { data } = response.body()
    assert.containsSubset(data, { id: user.id, email: user.email, disabledAt: null, eraseAt: null })
    assert.equal(data.usage.bytes, 7)
    assert.notProperty(data, 'password')
  })

  test('knows nothing of an unknown id', async ({ client }) => {
    const { accessToken } = await administrator()
    const response = await client.get(`/users/${NOBODYS}`).bearerToken(accessToken)
    response.assertStatus(404)
  })
})

test.group('PATCH /users/:id', () => {
  test('changes role and quota, each with an entry in the audit log', async ({
    client,
    assert,
  }) => {
    const { user: actor, accessToken } = await administrator()
    const { id } = await UserFactory.create()
    const changes = { role: 'ADMIN', quotaBytes: 5_000, quotaAssets: 10 }
    const response = await client.patch(`/users/${id}`).bearerToken(accessToken).json(changes)

    response.assertStatus(200)
    assert.containsSubset(response.body().data, {
      role: 'ADMIN',
      usage: { quotaBytes: 5_000, quotaAssets: 10 },
    })
    const user = await User.findOrFail(id)
    assert.containsSubset(user.serialize(), changes)
    assert.deepEqual(await actionsOn(id), ['user.role_changed', 'user.quota_changed'])
    const [entry] = await auditOf(id)
    assert.equal(entry.actorId, actor.id)
  })

  test('goes back to the default quota with null, and leaves out what is not named', async ({
    client,
    assert,
  }) => {
    const { accessToken } = await administrator()
    const { id } = await UserFactory.merge({ quotaBytes: 1, quotaAssets: 2 }).create()
    const body = { quotaBytes: null }
    await client.patch(`/users/${id}`).bearerToken(accessToken).json(body)
    const user = await User.findOrFail(id)
    assert.containsSubset(user.serialize(), { quotaBytes: null, quotaAssets: 2, role: 'USER' })
  })

  test('changes and records nothing the second time', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const { id } = await UserFactory.create()
    const body = { role: 'ADMIN', disabled: true }
    for (let round = 0; round < 2; round++) {
      const response = await client.patch(`/users/${id}`).bearerToken(accessToken).json(body)
      response.assertStatus(200)
    }
    assert.deepEqual(await actionsOn(id), ['user.role_changed', 'user.disabled'])
  })

  test('refuses {0}')
    .with([
      ['an unknown role', { role: 'BOSS' }, 'role'],
      ['a negative quota', { quotaBytes: -1 }, 'quotaBytes'],
      ['half an asset', { quotaAssets: 0.5 }, 'quotaAssets'],
      ['a text for a flag', { disabled: 'yes' }, 'disabled'],
    ] as [string, object, string][])
    .run(async ({ client, assert }, [, body, field]) => {
      const { accessToken } = await administrator()
      const { id } = await UserFactory.create()
      const response = await client.patch(`/users/${id}`).bearerToken(accessToken).json(body)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    })

  test('knows nothing of an unknown id', async ({ client }) => {
    const { accessToken } = await administrator()
    const request = client.patch(`/users/${NOBODYS}`).bearerToken(accessToken)
    const response = await request.json({ disabled: true })
    response.assertStatus(404)
  })
})

test.group('A disabled account', () => {
  test('is signed out at once and signs in no more', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const { user, ...theirs } = await openSession()
    const disable = client.patch(`/users/${user.id}`).bearerToken(accessToken)
    const response = await disable.json({ disabled: true })
    assert.isNotNull(response.body().data.disabledAt)

    const me = await client.get('/auth/me').bearerToken(theirs.accessToken)
    me.assertStatus(401)
    const refresh = { refreshToken: theirs.refreshToken }
    const refreshed = await client.post('/auth/refresh').json(refresh)
    refreshed.assertStatus(401)
    const credentials = { email: user.email, password: PASSWORD }
    const signIn = await client.post('/auth/login').json(credentials)
    signIn.assertStatus(403)
    assert.equal(signIn.body().errors[0].code, 'E_ACCOUNT_DISABLED')
    const session = await sessionOf(theirs.accessToken)
    assert.isNotNull(session.revokedAt)
  })

  test('tells nobody who does not know the password', async ({ client, assert }) => {
    const { email } = await UserFactory.merge({ disabledAt: DateTime.utc() }).create()
    const body = { email, password: 'eighteen wet geese' }
    const response = await client.post('/auth/login').json(body)
    response.assertStatus(401)
    assert.equal(response.body().errors[0].code, 'E_INVALID_CREDENTIALS')
  })

  test('signs in again once it is enabled, but not by its old tokens', async ({ client }) => {
    const { accessToken } = await administrator()
    const { user, ...theirs } = await openSession()
    for (const disabled of [true, false]) {
      await client.patch(`/users/${user.id}`).bearerToken(accessToken).json({ disabled })
    }
    const me = await client.get('/auth/me').bearerToken(theirs.accessToken)
    me.assertStatus(401)
    const credentials = { email: user.email, password: PASSWORD }
    const signIn = await client.post('/auth/login').json(credentials)
    signIn.assertStatus(200)
  })

  test('keeps no session that was opened while it was being disabled', async ({ assert }) => {
    const user = await UserFactory.create()
    const origin = { actorId: null }
    const attempts = await Promise.allSettled([
      ...Array.from({ length: 5 }, () => new OpenSession().handle({ user, origin })),
      new UpdateUser().handle({ id: user.id }, { disabled: true }, origin),
      ...Array.from({ length: 5 }, () => new OpenSession().handle({ user, origin })),
    ])
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') assert.instanceOf(attempt.reason, InvalidCredentials)
    }
    assert.lengthOf(await Session.alive().where({ userId: user.id }), 0)
  })
})

test.group('DELETE /users/:id', () => {
  test('stops the account at once and says when it is erased', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const { user, ...theirs } = await openSession()
    const response = await client.delete(`/users/${user.id}`).bearerToken(accessToken)

    response.assertStatus(202)
    const { eraseAt } = response.body().data
    const days = (Date.parse(eraseAt) - Date.now()) / 86_400_000
    assert.approximately(days, 7, 0.1)
    const me = await client.get('/auth/me').bearerToken(theirs.accessToken)
    me.assertStatus(401)
    const credentials = { email: user.email, password: PASSWORD }
    const signIn = await client.post('/auth/login').json(credentials)
    signIn.assertStatus(401)
    assert.equal(signIn.body().errors[0].code, 'E_INVALID_CREDENTIALS')
  })

  test('keeps the first time when it is asked again', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const { id } = await UserFactory.create()
    const erase = () => client.delete(`/users/${id}`).bearerToken(accessToken)
    const [first, second] = [await erase(), await erase()]
    second.assertStatus(202)
    assert.deepEqual(second.body(), first.body())
    assert.deepEqual(await actionsOn(id), ['user.erasure_requested'])
  })

  test('knows nothing of an unknown id', async ({ client }) => {
    const { accessToken } = await administrator()
    const response = await client.delete(`/users/${NOBODYS}`).bearerToken(accessToken)
    response.assertStatus(404)
  })
})

test.group('POST /users/:id/restore', () => {
  test('gives the account back as it was', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const user = await UserFactory.create()
    await client.delete(`/users/${user.id}`).bearerToken(accessToken)
    const restore = () => client.post(`/users/${user.id}/restore`).bearerToken(accessToken)

    const response = await restore()
    response.assertStatus(200)
    assert.isNull(response.body().data.eraseAt)
    const credentials = { email: user.email, password: PASSWORD }
    const signIn = await client.post('/auth/login').json(credentials)
    signIn.assertStatus(200)
    const again = await restore()
    again.assertStatus(200)
    assert.deepEqual(await actionsOn(user.id), ['user.erasure_requested', 'user.restored'])
  })

  test('refuses once the erasure has started', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const now = DateTime.utc()
    const { id } = await UserFactory.merge({ eraseAt: now, erasingAt: now }).create()
    const response = await client.post(`/users/${id}/restore`).bearerToken(accessToken)
    response.assertStatus(409)
    assert.equal(response.body().errors[0].code, 'E_ERASURE_STARTED')
    const user = await User.findOrFail(id)
    assert.isNotNull(user.eraseAt)
  })

  test('knows nothing of an unknown id', async ({ client }) => {
    const { accessToken } = await administrator()
    const response = await client.post(`/users/${NOBODYS}/restore`).bearerToken(accessToken)
    response.assertStatus(404)
  })
})

test.group('DELETE /users/:id/sessions', () => {
  test('signs the account out everywhere', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const { user, ...first } = await openSession()
    const second = await openSession(user)
    const revoke = () => client.delete(`/users/${user.id}/sessions`).bearerToken(accessToken)

    const response = await revoke()
    response.assertStatus(204)
    for (const theirs of [first, second]) {
      const me = await client.get('/auth/me').bearerToken(theirs.accessToken)
      me.assertStatus(401)
    }
    const again = await revoke()
    again.assertStatus(204)
    const entries = await auditOf(user.id)
    assert.lengthOf(entries, 1)
    assert.deepEqual(entries[0].payload, { sessionsRevoked: 2 })
  })

  test('knows nothing of an unknown id', async ({ client }) => {
    const { accessToken } = await administrator()
    const response = await client.delete(`/users/${NOBODYS}/sessions`).bearerToken(accessToken)
    response.assertStatus(404)
  })
})

test.group('The last administrator', () => {
  async function lastAdministrator() {
    const { user, accessToken } = await administrator()
    await User.query().where({ role: 'ADMIN' }).whereNot('id', user.id).update({ role: 'USER' })
    return { id: user.id, accessToken }
  }

  test('keeps role, access and account: {0}')
    .with([
      ['role', 'PATCH', { role: 'USER' }],
      ['access', 'PATCH', { disabled: true }],
      ['account', 'DELETE', undefined],
    ] as const)
    .run(async ({ client, assert }, [, method, body]) => {
      const { id, accessToken } = await lastAdministrator()
      // One who is disabled or about to be erased administers nothing.
      await UserFactory.merge({ disabledAt: DateTime.utc() }).apply('administrator').create()
      await UserFactory.merge({ eraseAt: DateTime.utc().plus({ days: 1 }) })
        .apply('administrator')
        .create()
      const request = client.request(`/users/${id}`, method).bearerToken(accessToken)
      const response = await (body ? request.json(body) : request)
      response.assertStatus(409)
      assert.equal(response.body().errors[0].code, 'E_LAST_ADMINISTRATOR')
      const user = await User.findOrFail(id)
      assert.isTrue(user.isActive && user.isAdmin)
    })

  test('may still change the quota of their own account', async ({ client }) => {
    const { id, accessToken } = await lastAdministrator()
    const body = { quotaBytes: 9, role: 'ADMIN', disabled: false }
    const response = await client.patch(`/users/${id}`).bearerToken(accessToken).json(body)
    response.assertStatus(200)
  })

  test('remains, whichever way the others lose it at once', async ({ assert }) => {
    const { id } = await lastAdministrator()
    const others = await UserFactory.apply('administrator').createMany(5)
    const origin = { actorId: null }
    const ways = [
      (key: { id: string }) => new UpdateUser().handle(key, { role: 'USER' }, origin),
      (key: { id: string }) => new UpdateUser().handle(key, { disabled: true }, origin),
      (key: { id: string }) => new RequestErasure().handle(key, origin),
    ]
    const ids = [id, ...others.map((other) => other.id)]
    const attempts = await Promise.allSettled(
      ids.map((key, index) => ways[index % 3]({ id: key }).then(() => key))
    )
    const refused = attempts.filter((attempt) => attempt.status === 'rejected')
    assert.lengthOf(refused, 1)
    assert.instanceOf(refused[0].reason, LastAdministrator)
    const left = await User.query().where({ role: 'ADMIN' }).whereNull('disabled_at')
    assert.lengthOf(
      left.filter((user) => user.isActive),
      1
    )
  })
})
