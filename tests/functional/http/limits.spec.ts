import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { freshEmail, openSession } from '#tests/support/http/auth'
import { Limit } from '#app/http/limits/limit'
import { withLimit } from '#tests/support/http/limits'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'

test.group('requests', () => {
  test('of registering are limited for an address', async ({ client, assert }) => {
    await withLimit('register', 1)
    const register = () =>
      client.post('/auth/register').json({ email: freshEmail(), password: PASSWORD })
    const first = await register()
    first.assertStatus(201)
    assert.equal(first.header('x-ratelimit-limit'), '1')
    assert.equal(first.header('x-ratelimit-remaining'), '0')
    const second = await register()
    second.assertStatus(429)
    assert.isAtMost(Number(second.header('retry-after')), 3_600)
  })

  test('of refreshing are limited for an address if they fail, and never for a good token', async ({
    client,
    assert,
  }) => {
    await withLimit('refreshFailures', 1)
    await withLimit('address', 1)
    const refresh = (refreshToken: string) => client.post('/auth/refresh').json({ refreshToken })
    const first = await refresh('junk')
    first.assertStatus(401)
    const second = await refresh('junk')
    second.assertStatus(429)
    assert.isAtMost(Number(second.header('retry-after')), 60)
    for (let neighbour = 0; neighbour < 3; neighbour++) {
      const { refreshToken } = await openSession()
      const response = await refresh(refreshToken)
      response.assertStatus(200)
    }
  })

  test('of refreshing one session are limited, and cost it no token', async ({ client }) => {
    const { session, refreshToken } = await openSession()
    await withLimit('refresh', 1, session.id)
    const first = await client.post('/auth/refresh').json({ refreshToken })
    const next = { refreshToken: first.body().data.refreshToken }
    const second = await client.post('/auth/refresh').json(next)
    second.assertStatus(429)
    await new Limit('refresh').forget(session.id)
    const later = await client.post('/auth/refresh').json(next)
    later.assertStatus(200)
  })

  test('of one user are limited, wherever they come from', async ({ client, assert }) => {
    const { user, accessToken } = await openSession()
    await withLimit('user', 2, user.id)
    const remaining = []
    for (let request = 0; request < 2; request++) {
      const response = await client.get('/auth/me').bearerToken(accessToken)
      response.assertStatus(200)
      remaining.push(response.header('x-ratelimit-remaining'))
    }
    assert.deepEqual(remaining, ['1', '0'])
    const third = await client.get('/auth/me').bearerToken(accessToken)
    third.assertStatus(429)
    const other = await openSession()
    const theirs = await client.get('/auth/me').bearerToken(other.accessToken)
    theirs.assertStatus(200)
  })

  test('without a good token are limited for an address, on unknown routes too', async ({
    client,
  }) => {
    await withLimit('address', 2)
    const unknown = await client.get('/nothing/here')
    unknown.assertStatus(404)
    const guessed = await client.get('/auth/me').bearerToken(`mi_access_${'a'.repeat(43)}`)
    guessed.assertStatus(401)
    const third = await client.get('/')
    third.assertStatus(429)
    const { accessToken } = await openSession()
    const signedIn = await client.get('/auth/me').bearerToken(accessToken)
    signedIn.assertStatus(200)
  })

  test('of probes and of signed urls are not limited', async ({ client, assert }) => {
    await withLimit('address', 1)
    for (const path of ['/health/live', '/objects/assets/a', '/health/live']) {
      const response = await client.get(path)
      assert.notEqual(response.status(), 429)
      assert.notExists(response.header('x-ratelimit-limit'))
    }
  })

  test('go on while the counters are down', async ({ client, assert, cleanup }) => {
    await db.rawQuery('alter table rate_limits rename to rate_limits_away')
    cleanup(async () => {
      await db.rawQuery('alter table rate_limits_away rename to rate_limits')
    })
    const { email } = await UserFactory.create()
    const response = await client.post('/auth/login').json({ email, password: PASSWORD })
    response.assertStatus(200)
    const body = { email: freshEmail(), password: PASSWORD }
    const registration = await client.post('/auth/register').json(body)
    registration.assertStatus(201)
    assert.exists(registration.body().data.accessToken)
  })
})
