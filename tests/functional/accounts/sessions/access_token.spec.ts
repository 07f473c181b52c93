import pg from 'pg'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type Session from '#app/accounts/sessions/models/session'
import { lastUsed } from '#app/accounts/auth/last_used'
import { digestOf } from '#app/accounts/auth/token'
import AccessToken from '#app/accounts/sessions/models/access_token'
import { openSession } from '#tests/support/http/auth'
import { UserFactory } from '#database/factories/user_factory'

test.group('access token', () => {
  test('is refused when it is {0}')
    .with([
      ['missing', undefined],
      ['of another scheme', 'Basic YTpi'],
      ['malformed', 'Bearer mi_access_short'],
      ['unknown', `Bearer mi_access_${'a'.repeat(43)}`],
    ] as [string, string | undefined][])
    .run(async ({ client, assert }, [, authorization]) => {
      const request = client.get('/auth/me')
      if (authorization) request.header('authorization', authorization)
      const response = await request
      response.assertStatus(401)
      response.assertHeader('www-authenticate', 'Bearer')
      assert.equal(response.body().errors[0].code, 'E_UNAUTHORIZED_ACCESS')
    })

  test('is refused when it has expired', async ({ client }) => {
    const { accessToken } = await openSession()
    await AccessToken.query()
      .where('hash', digestOf(accessToken))
      .update({ expiresAt: DateTime.utc().minus({ seconds: 1 }) })
    const response = await client.get('/auth/me').bearerToken(accessToken)
    response.assertStatus(401)
  })

  test('is refused when its session {0}')
    .with([
      ['was revoked', { revokedAt: DateTime.utc() }],
      ['was idle too long', { idleExpiresAt: DateTime.utc().minus({ seconds: 1 }) }],
    ] as [string, Partial<Session>][])
    .run(async ({ client }, [, state]) => {
      const { session, accessToken } = await openSession()
      await session.merge(state).save()
      const response = await client.get('/auth/me').bearerToken(accessToken)
      response.assertStatus(401)
    })

  test('costs one query beside that of the answer, and no write', async ({ client, assert }) => {
    const { accessToken } = await openSession()
    const statements = await sentToPostgres(async () => {
      const response = await client.get('/assets').bearerToken(accessToken)
      response.assertStatus(200)
    })
    assert.lengthOf(statements, 2)
    for (const statement of statements) assert.match(statement, /^\s*select/)
  })

  test('moves the last use of its session once a minute', async ({ client, assert }) => {
    const { session, accessToken } = await openSession()
    const old = DateTime.utc().minus({ seconds: 61 })
    await session.merge({ lastUsedAt: old }).save()

    await client.get('/auth/me').bearerToken(accessToken)
    await lastUsed.flush()
    await session.refresh()
    assert.isAbove(session.lastUsedAt.toMillis(), old.toMillis())

    const moved = session.lastUsedAt
    await client.get('/auth/me').bearerToken(accessToken)
    await lastUsed.flush()
    await session.refresh()
    assert.equal(session.lastUsedAt.toMillis(), moved.toMillis())
  })
})

test.group('POST /auth/logout', () => {
  test('kills the tokens of this session alone', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const [here, there] = [await openSession(user), await openSession(user)]

    const response = await client.post('/auth/logout').bearerToken(here.accessToken)
    response.assertStatus(204)
    const dead = await client.get('/auth/me').bearerToken(here.accessToken)
    dead.assertStatus(401)
    const alive = await client.get('/auth/me').bearerToken(there.accessToken)
    alive.assertStatus(200)
    await here.session.refresh()
    assert.isNotNull(here.session.revokedAt)
  })

  test('answers 401 the second time', async ({ client }) => {
    const { accessToken } = await openSession()
    await client.post('/auth/logout').bearerToken(accessToken)
    const response = await client.post('/auth/logout').bearerToken(accessToken)
    response.assertStatus(401)
  })
})

/** The text of every query that goes to the database meanwhile, past whatever library. */
async function sentToPostgres(work: () => Promise<void>) {
  const texts: string[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...given: any[]) {
    texts.push(given[0].text ?? given[0])
    return Reflect.apply(query, this, given)
  }
  await work().finally(() => (pg.Client.prototype.query = query))
  return texts
}
