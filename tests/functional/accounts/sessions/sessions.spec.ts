import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import Session from '#app/accounts/sessions/models/session'
import { auditOf, openSession } from '#tests/support/http/auth'
import { UserFactory } from '#database/factories/user_factory'

test.group('GET /auth/sessions', () => {
  test('lists the live sessions of the caller alone, newest first', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const opened = [await openSession(user), await openSession(user), await openSession(user)]
    await opened[0].session.merge({ revokedAt: DateTime.utc() }).save()
    await openSession()

    const response = await client.get('/auth/sessions').bearerToken(opened[1].accessToken)
    response.assertStatus(200)
    const { data, metadata } = response.body()
    const ids = data.map(({ id }: { id: string }) => id)
    assert.deepEqual(ids, [opened[2].session.id, opened[1].session.id])
    assert.deepEqual(
      data.map(({ current }: { current: boolean }) => current),
      [false, true]
    )
    assert.sameMembers(Object.keys(data[0]), [
      'id',
      'userAgent',
      'device',
      'ip',
      'createdAt',
      'lastUsedAt',
      'current',
    ])
    assert.deepEqual(metadata, { nextCursor: null })
  })

  test('goes on where the page before ended', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const opened = [await openSession(user), await openSession(user), await openSession(user)]
    const list = (cursor?: string) => {
      const request = client.get('/auth/sessions').bearerToken(opened[0].accessToken)
      return request.qs({ limit: 2, cursor })
    }

    const first = await list()
    assert.lengthOf(first.body().data, 2)
    const second = await list(first.body().metadata.nextCursor)
    assert.equal(second.body().data[0].id, opened[0].session.id)
    assert.isNull(second.body().metadata.nextCursor)
  })

  test('is for who is signed in', async ({ client }) => {
    const response = await client.get('/auth/sessions')
    response.assertStatus(401)
  })
})

test.group('the sessions of a user', () => {
  test('are a hundred at most: the least recently used one ends', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const first = await openSession(user)
    const second = await openSession(user)
    await first.session.merge({ lastUsedAt: DateTime.utc().plus({ minutes: 1 }) }).save()
    for (let count = 2; count < 101; count++) await openSession(user)

    assert.lengthOf(await Session.alive().where({ userId: user.id }), 100)
    const kept = await client.get('/auth/me').bearerToken(first.accessToken)
    kept.assertStatus(200)
    const ended = await client.get('/auth/me').bearerToken(second.accessToken)
    ended.assertStatus(401)
  })
})

test.group('DELETE /auth/sessions', () => {
  test('ends every session of the caller but this one', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const [here, there, stranger] = [
      await openSession(user),
      await openSession(user),
      await openSession(),
    ]
    const response = await client.delete('/auth/sessions').bearerToken(here.accessToken)
    response.assertStatus(204)
    const dead = await client.get('/auth/me').bearerToken(there.accessToken)
    dead.assertStatus(401)
    for (const { accessToken } of [here, stranger]) {
      const alive = await client.get('/auth/me').bearerToken(accessToken)
      alive.assertStatus(200)
    }
    const [entry] = await auditOf(user.id)
    assert.containsSubset(entry.serialize(), {
      action: 'session.revoked',
      payload: { sessionsRevoked: 1 },
    })

    const again = await client.delete('/auth/sessions').bearerToken(here.accessToken)
    again.assertStatus(204)
    assert.lengthOf(await auditOf(user.id), 1)
  })

  test('requires a token', async ({ client }) => {
    const response = await client.delete('/auth/sessions')
    response.assertStatus(401)
  })
})

test.group('DELETE /auth/sessions/:id', () => {
  test('kills the tokens of that session at once', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const [here, there] = [await openSession(user), await openSession(user)]
    const path = `/auth/sessions/${there.session.id}`
    const response = await client.delete(path).bearerToken(here.accessToken)

    response.assertStatus(204)
    const dead = await client.get('/auth/me').bearerToken(there.accessToken)
    dead.assertStatus(401)
    const refresh = await client.post('/auth/refresh').json({ refreshToken: there.refreshToken })
    refresh.assertStatus(401)
    const [, revoked] = await auditOf(there.session.id)
    assert.containsSubset(revoked.serialize(), { action: 'session.revoked', actorId: user.id })
  })

  test('answers 404 for {0}')
    .with([
      [
        "somebody else's session",
        async () => {
          const { session } = await openSession()
          return session.id
        },
      ],
      ['an unknown one', async () => '01900000-0000-7000-8000-000000000000'],
      ['what is no id', async () => 'mine'],
    ] as [string, () => Promise<string>][])
    .run(async ({ client, assert }, [, prepare]) => {
      const { accessToken } = await openSession()
      const path = `/auth/sessions/${await prepare()}`
      const response = await client.delete(path).bearerToken(accessToken)
      response.assertStatus(404)
      assert.equal(response.body().errors[0].code, 'E_NOT_FOUND')
    })

  test('answers 404 the second time', async ({ client }) => {
    const user = await UserFactory.create()
    const [here, there] = [await openSession(user), await openSession(user)]
    const path = `/auth/sessions/${there.session.id}`
    await client.delete(path).bearerToken(here.accessToken)
    const again = await client.delete(path).bearerToken(here.accessToken)
    again.assertStatus(404)
  })
})
