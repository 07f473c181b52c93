import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import Session from '#app/accounts/sessions/models/session'
import AccessToken from '#app/accounts/sessions/models/access_token'
import RefreshToken from '#app/accounts/sessions/models/refresh_token'
import { digestOf } from '#app/accounts/auth/token'
import { openSession } from '#tests/support/http/auth'

const MINUTE_AGO = () => DateTime.utc().minus({ minutes: 1 })

test.group('POST /auth/refresh', () => {
  test('gives a new pair, and the old access token is dead', async ({ client, assert }) => {
    const old = await openSession()
    const response = await client.post('/auth/refresh').json({ refreshToken: old.refreshToken })

    response.assertStatus(200)
    const { data } = response.body()
    assert.equal(data.user.id, old.user.id)
    assert.notEqual(data.refreshToken, old.refreshToken)
    const dead = await client.get('/auth/me').bearerToken(old.accessToken)
    dead.assertStatus(401)
    const alive = await client.get('/auth/me').bearerToken(data.accessToken)
    alive.assertStatus(200)
  })

  test('moves the idle end of the session and never its absolute end', async ({
    client,
    assert,
  }) => {
    const { session, refreshToken } = await openSession()
    const expiresAt = DateTime.utc().plus({ days: 2 }).startOf('second')
    await session.merge({ expiresAt, idleExpiresAt: DateTime.utc().plus({ hours: 1 }) }).save()

    const response = await client.post('/auth/refresh').json({ refreshToken })
    await session.refresh()
    assert.equal(session.expiresAt.toMillis(), expiresAt.toMillis())
    assert.equal(session.idleExpiresAt.toMillis(), expiresAt.toMillis())
    const { refreshTokenExpiresAt } = response.body().data
    assert.equal(Date.parse(refreshTokenExpiresAt), expiresAt.toMillis())
  })

  test('lets one of ten at the same instant win', async ({ client, assert }) => {
    const { session, refreshToken } = await openSession()
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => client.post('/auth/refresh').json({ refreshToken }))
    )

    const statuses = responses.map((response) => response.status()).sort()
    assert.deepEqual(statuses, [200, ...Array(9).fill(401)])
    const chain = await RefreshToken.query().where({ sessionId: session.id })
    assert.lengthOf(chain, 2)
    assert.lengthOf(await AccessToken.query().where({ sessionId: session.id }), 1)
    await session.refresh()
    assert.isNull(session.revokedAt)
  })

  test('refuses the token when {0}')
    .with([
      ['it is unknown', async () => 'mi_refresh_unknown'],
      [
        'it has expired',
        async () => {
          const { refreshToken } = await openSession()
          const own = RefreshToken.query().where('hash', digestOf(refreshToken))
          await own.update({ expiresAt: MINUTE_AGO() })
          return refreshToken
        },
      ],
      [
        'the session was idle too long',
        async () => {
          const { session, refreshToken } = await openSession()
          await session.merge({ idleExpiresAt: MINUTE_AGO() }).save()
          return refreshToken
        },
      ],
      [
        'the session has reached its end',
        async () => {
          const { session, refreshToken } = await openSession()
          await session.merge({ idleExpiresAt: MINUTE_AGO(), expiresAt: MINUTE_AGO() }).save()
          return refreshToken
        },
      ],
      [
        'the session was revoked',
        async () => {
          const { session, refreshToken } = await openSession()
          await session.merge({ revokedAt: MINUTE_AGO() }).save()
          return refreshToken
        },
      ],
      [
        'it is an access token',
        async () => {
          const { accessToken } = await openSession()
          return accessToken
        },
      ],
    ] as [string, () => Promise<string>][])
    .run(async ({ client, assert }, [, prepare]) => {
      const response = await client.post('/auth/refresh').json({ refreshToken: await prepare() })
      response.assertStatus(401)
      assert.equal(response.body().errors[0].code, 'E_INVALID_REFRESH_TOKEN')
    })

  test('wants a token', async ({ client, assert }) => {
    const response = await client.post('/auth/refresh').json({})
    response.assertStatus(422)
    assert.equal(response.body().errors[0].field, 'refreshToken')
  })
})

test.group('x-refresh-token: cookie', () => {
  const COOKIE =
    /^refresh_token=(mi_refresh_[\w-]{43}); Max-Age=(\d+); Path=\/auth\/refresh; .*HttpOnly; SameSite=Strict/

  test('puts the refresh token into a cookie that lives as long', async ({ client, assert }) => {
    const { refreshToken } = await openSession()
    const response = await client
      .post('/auth/refresh')
      .header('x-refresh-token', 'cookie')
      .header('cookie', `refresh_token=${refreshToken}`)
      .json({})

    response.assertStatus(200)
    const { data } = response.body()
    assert.notProperty(data, 'refreshToken')
    const [cookie] = response.headers()['set-cookie'] as unknown as string[]
    assert.match(cookie, COOKIE)
    assert.notInclude(cookie, 'Secure')
    const [, fresh, seconds] = COOKIE.exec(cookie)!
    const secondsLeft = (Date.parse(data.refreshTokenExpiresAt) - Date.now()) / 1_000
    assert.closeTo(Number(seconds), secondsLeft, 60)
    const next = await client.post('/auth/refresh').json({ refreshToken: fresh })
    next.assertStatus(200)
  })

  test('does not refresh by the cookie alone', async ({ client }) => {
    const { refreshToken } = await openSession()
    const response = await client
      .post('/auth/refresh')
      .header('cookie', `refresh_token=${refreshToken}`)
      .json({})
    response.assertStatus(422)
  })

  test('answers 401 where there is no cookie', async ({ client }) => {
    const response = await client.post('/auth/refresh').header('x-refresh-token', 'cookie').json({})
    response.assertStatus(401)
  })

  test('is forgotten at logout', async ({ client, assert }) => {
    const { accessToken } = await openSession()
    const response = await client.post('/auth/logout').bearerToken(accessToken)
    const [cookie] = response.headers()['set-cookie'] as unknown as string[]
    assert.match(
      cookie,
      /^refresh_token=; Max-Age=0; Path=\/auth\/refresh; Expires=Thu, 01 Jan 1970/
    )
  })
})

test.group('expired sessions', () => {
  test('are swept with their tokens, a batch at a time', async ({ assert }) => {
    const { SweepExpiredSessions } = await import('#app/maintenance/actions/sweep_expired_sessions')
    const opened = [await openSession(), await openSession(), await openSession()]
    const alive = await openSession()
    for (const { session } of opened) {
      await session.merge({ idleExpiresAt: MINUTE_AGO() }).save()
    }

    const ids = opened.map(({ session }) => session.id)
    while ((await new SweepExpiredSessions().handle({ limit: 2 })) === 2);
    assert.lengthOf(await Session.query().whereIn('id', ids), 0)
    assert.lengthOf(await RefreshToken.query().whereIn('session_id', ids), 0)
    assert.exists(await Session.find(alive.session.id))
  })
})
