import { test } from '@japa/runner'
import { TOTP } from 'otpauth'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { auditOf, openKey, openSession } from '#tests/support/http/auth'
import { withLimit } from '#tests/support/http/limits'

type Opened = Awaited<ReturnType<typeof openSession>>

/** What the user's app shows now, or in the steps beside it. */
function codeOf(secret: string, steps = 0) {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
}

async function propose(client: ApiClient, { accessToken }: Opened) {
  const response = await client
    .post('/auth/totp')
    .bearerToken(accessToken)
    .json({ currentPassword: PASSWORD })
  response.assertStatus(201)
  return response.body().data as { secret: string; uri: string }
}

/** A user whose second factor is on; the code of the step before is used up. */
async function withTotp(client: ApiClient) {
  const opened = await openSession()
  const { secret } = await propose(client, opened)
  const response = await client
    .post('/auth/totp/confirm')
    .bearerToken(opened.accessToken)
    .json({ code: codeOf(secret, -1) })
  response.assertStatus(200)
  const { recoveryCodes } = response.body().data
  return { ...opened, secret, recoveryCodes: recoveryCodes as string[] }
}

async function challengeOf(client: ApiClient, email: string) {
  const response = await client.post('/auth/login').json({ email, password: PASSWORD })
  response.assertStatus(401)
  const [{ code, challenge }] = response.body().errors
  if (code !== 'E_SECOND_FACTOR_REQUIRED') throw new Error(code)
  return challenge as string
}

const complete = (client: ApiClient, challenge: string, code: string) => {
  return client.post('/auth/login/totp').json({ challenge, code })
}

test.group('setting codes up', () => {
  test('proposes a secret, which is not asked for yet', async ({ client, assert }) => {
    const opened = await openSession()
    const { secret, uri } = await propose(client, opened)
    assert.match(secret, /^[A-Z2-7]{32}$/)
    assert.include(uri, `otpauth://totp/Media%20Inbox:${encodeURIComponent(opened.user.email)}`)
    const row = await db.from('totp_factors').where('user_id', opened.user.id).first()
    assert.notInclude(row.secret, secret)

    const signIn = await client
      .post('/auth/login')
      .json({ email: opened.user.email, password: PASSWORD })
    signIn.assertStatus(200)
  })

  test('turns them on by the first code, with ten recovery codes', async ({ client, assert }) => {
    const { user, secret, recoveryCodes } = await withTotp(client)
    assert.lengthOf(new Set(recoveryCodes), 10)
    assert.match(recoveryCodes[0], /^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/)
    const rows = await db.from('recovery_codes').where('user_id', user.id)
    assert.lengthOf(rows, 10)
    assert.isFalse(rows.some(({ hash }) => hash.toString().includes(recoveryCodes[0])))
    const actions = await auditOf(user.id)
    assert.include(
      actions.map(({ action }) => action),
      'factor.totp_enabled'
    )
    assert.isString(await challengeOf(client, user.email))
    assert.isString(secret)
  })

  test('refuses a wrong code, and limits them', async ({ client, assert }) => {
    const opened = await openSession()
    const { secret } = await propose(client, opened)
    const wrong = codeOf(secret, 100)
    const statuses = []
    for (let guess = 0; guess < 11; guess++) {
      const response = await client
        .post('/auth/totp/confirm')
        .bearerToken(opened.accessToken)
        .json({ code: wrong })
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array(10).fill(401), 429])
  })

  test('asks for confirmation when the sign-in is old', async ({ client, assert }) => {
    const { session, accessToken } = await openSession()
    await session.merge({ confirmedAt: null }).save()
    const ask = (body: object) => {
      return client.post('/auth/totp').bearerToken(accessToken).json(body)
    }
    const refused = await ask({})
    refused.assertStatus(403)
    assert.equal(refused.body().errors[0].code, 'E_CONFIRMATION_REQUIRED')
    const wrong = await ask({ currentPassword: 'eighteen wet geese' })
    wrong.assertStatus(422)
    assert.equal(wrong.body().errors[0].field, 'currentPassword')
    const confirmed = await ask({ currentPassword: PASSWORD })
    confirmed.assertStatus(201)
    const without = await ask({})
    without.assertStatus(201)
  })

  test('refuses a second secret while codes are on', async ({ client, assert }) => {
    const { accessToken } = await withTotp(client)
    const response = await client.post('/auth/totp').bearerToken(accessToken).json({})
    response.assertStatus(409)
    assert.equal(response.body().errors[0].code, 'E_TOTP_ALREADY_ON')
  })
})

test.group('signing in with codes', () => {
  test('opens a session by the password and a code', async ({ client, assert }) => {
    const { user, secret } = await withTotp(client)
    const challenge = await challengeOf(client, user.email)
    const response = await complete(client, challenge, codeOf(secret))
    response.assertStatus(200)
    assert.equal(response.body().data.user.id, user.id)
    assert.exists(response.header('x-device-token'))
    const me = await client.get('/auth/me').bearerToken(response.body().data.accessToken)
    me.assertStatus(200)
  })

  test('puts the refresh token into a cookie if asked', async ({ client, assert }) => {
    const { user, secret } = await withTotp(client)
    const challenge = await challengeOf(client, user.email)
    const response = await complete(client, challenge, codeOf(secret)).header(
      'x-refresh-token',
      'cookie'
    )
    response.assertStatus(200)
    assert.notProperty(response.body().data, 'refreshToken')
  })

  test('takes each code once, of several at once one', async ({ client, assert }) => {
    const { user, secret } = await withTotp(client)
    const challenges = await Promise.all([1, 2, 3].map(() => challengeOf(client, user.email)))
    const code = codeOf(secret)
    const responses = await Promise.all(
      challenges.map((challenge) => complete(client, challenge, code))
    )
    const statuses = responses.map((response) => response.status()).sort()
    assert.deepEqual(statuses, [200, 401, 401])
  })

  test('takes no code of two steps ago or ahead', async ({ client }) => {
    const { user, secret } = await withTotp(client)
    const challenge = await challengeOf(client, user.email)
    for (const steps of [-2, 2, -3, 3]) {
      const response = await complete(client, challenge, codeOf(secret, steps))
      response.assertStatus(401)
    }
  })

  test('takes each recovery code once, in any spelling', async ({ client, assert }) => {
    const { user, recoveryCodes } = await withTotp(client)
    const first = await complete(
      client,
      await challengeOf(client, user.email),
      recoveryCodes[0].toLowerCase().replaceAll('-', ' ')
    )
    first.assertStatus(200)
    const again = await complete(client, await challengeOf(client, user.email), recoveryCodes[0])
    again.assertStatus(401)
    assert.equal(again.body().errors[0].code, 'E_INVALID_CODE')
    const actions = await auditOf(user.id)
    const names = actions.map(({ action }) => action)
    assert.includeMembers(names, ['factor.recovery_code_used', 'session.second_factor_failed'])
  })

  test('allows five tries a challenge, then not even the right code', async ({
    client,
    assert,
  }) => {
    const { user, secret } = await withTotp(client)
    const challenge = await challengeOf(client, user.email)
    for (let guess = 0; guess < 5; guess++) {
      const response = await complete(client, challenge, codeOf(secret, 100))
      response.assertStatus(401)
    }
    const right = await complete(client, challenge, codeOf(secret))
    right.assertStatus(401)
    assert.equal(right.body().errors[0].code, 'E_INVALID_CODE')
  })

  test('takes a challenge once', async ({ client }) => {
    const { user, secret, recoveryCodes } = await withTotp(client)
    const challenge = await challengeOf(client, user.email)
    const first = await complete(client, challenge, codeOf(secret))
    first.assertStatus(200)
    const second = await complete(client, challenge, recoveryCodes[0])
    second.assertStatus(401)
  })

  test('refuses a challenge that {0}')
    .with([
      [
        'has expired',
        (userId) => db.from('challenges').where('user_id', userId).update('expires_at', new Date()),
      ],
      [
        'is from before the password was changed',
        (userId) => db.from('users').where('id', userId).update('password', 'another'),
      ],
      [
        'is of an account that is disabled now',
        (userId) => db.from('users').where('id', userId).update('disabled_at', new Date()),
      ],
    ] as [string, (userId: string) => Promise<unknown>][])
    .run(async ({ client }, [, change]) => {
      const { user, secret } = await withTotp(client)
      const challenge = await challengeOf(client, user.email)
      await change(user.id)
      const response = await complete(client, challenge, codeOf(secret))
      response.assertStatus(401)
    })

  test('limits wrong codes of one account over all challenges', async ({ client, assert }) => {
    const { user, secret } = await withTotp(client)
    await withLimit('secondFactor', 6, user.id)
    const statuses = []
    for (let round = 0; round < 2; round++) {
      const challenge = await challengeOf(client, user.email)
      for (let guess = 0; guess < 4; guess++) {
        const response = await complete(client, challenge, codeOf(secret, 100))
        statuses.push(response.status())
      }
    }
    assert.deepEqual(statuses, [...Array(6).fill(401), 429, 429])
  })

  test('says nothing of codes for a wrong password', async ({ client, assert }) => {
    const { user } = await withTotp(client)
    const body = { email: user.email, password: 'eighteen wet geese' }
    const response = await client.post('/auth/login').json(body)
    response.assertStatus(401)
    assert.equal(response.body().errors[0].code, 'E_INVALID_CREDENTIALS')
  })
})

test.group('turning codes off', () => {
  test('needs the password and a code', async ({ client, assert }) => {
    const { user, accessToken, secret } = await withTotp(client)
    const turnOff = (body: object) => {
      return client.delete('/auth/totp').bearerToken(accessToken).json(body)
    }
    const incomplete = await turnOff({ currentPassword: PASSWORD })
    incomplete.assertStatus(422)
    const wrongCode = await turnOff({ currentPassword: PASSWORD, code: codeOf(secret, 100) })
    wrongCode.assertStatus(401)
    const wrongPassword = await turnOff({ currentPassword: 'wrong', code: codeOf(secret) })
    wrongPassword.assertStatus(422)
    const right = await turnOff({ currentPassword: PASSWORD, code: codeOf(secret) })
    right.assertStatus(204)

    assert.isEmpty(await db.from('recovery_codes').where('user_id', user.id))
    const signIn = await client.post('/auth/login').json({ email: user.email, password: PASSWORD })
    signIn.assertStatus(200)
  })

  test('is something that an administrator can do', async ({ client }) => {
    const { user } = await withTotp(client)
    const administrator = await UserFactory.apply('administrator').create()
    const response = await client
      .patch(`/users/${user.id}`)
      .loginAs(administrator)
      .json({ totp: false })
    response.assertStatus(200)
    const signIn = await client.post('/auth/login').json({ email: user.email, password: PASSWORD })
    signIn.assertStatus(200)
  })

  test('is refused to a key of an administrator', async ({ client, assert }) => {
    const { user } = await withTotp(client)
    const key = await openKey(await UserFactory.apply('administrator').create(), ['admin:write'])
    const response = await client.patch(`/users/${user.id}`).bearerToken(key).json({ totp: false })
    response.assertStatus(403)
    assert.equal(response.body().errors[0].code, 'E_FORBIDDEN')
    assert.lengthOf(await db.from('recovery_codes').where('user_id', user.id), 10)
  })
})

test.group('confirming with a code', () => {
  test('confirms the session', async ({ client, assert }) => {
    const { session, accessToken, secret } = await withTotp(client)
    await session.merge({ confirmedAt: null }).save()
    const wrong = await client
      .post('/auth/confirm')
      .bearerToken(accessToken)
      .json({ code: codeOf(secret, 100) })
    wrong.assertStatus(401)
    assert.equal(wrong.body().errors[0].code, 'E_INVALID_CODE')
    const right = await client
      .post('/auth/confirm')
      .bearerToken(accessToken)
      .json({ code: codeOf(secret) })
    right.assertStatus(204)
    await session.refresh()
    assert.isNotNull(session.confirmedAt)
  })
})

test.group('POST /auth/totp/recovery-codes', () => {
  const renew = (client: ApiClient, { accessToken }: Opened) => {
    return client.post('/auth/totp/recovery-codes').bearerToken(accessToken).json({})
  }

  test('replaces the codes that are left', async ({ client, assert }) => {
    const opened = await withTotp(client)
    const [former] = opened.recoveryCodes
    const response = await renew(client, opened)
    response.assertStatus(200)
    const { recoveryCodes } = response.body().data
    assert.lengthOf(recoveryCodes, 10)

    const challenge = await challengeOf(client, opened.user.email)
    const old = await complete(client, challenge, former)
    old.assertStatus(401)
    const fresh = await complete(client, challenge, recoveryCodes[0])
    fresh.assertStatus(200)
    const me = await client.get('/auth/me').bearerToken(opened.accessToken)
    assert.deepEqual(me.body().data.secondFactor, { totp: true, recoveryCodes: 9 })
    const actions = await auditOf(opened.user.id)
    assert.include(
      actions.map(({ action }) => action),
      'factor.recovery_codes_renewed'
    )
  })

  test('refuses a user without an authenticator app', async ({ client, assert }) => {
    const opened = await openSession()
    const response = await renew(client, opened)
    response.assertStatus(409)
    assert.equal(response.body().errors[0].code, 'E_TOTP_NOT_ON')
    const rows = await db.from('recovery_codes').where('user_id', opened.user.id)
    assert.lengthOf(rows, 0)
  })

  test('asks for confirmation when the sign-in is old', async ({ client, assert }) => {
    const opened = await withTotp(client)
    await opened.session.merge({ confirmedAt: null }).save()
    const response = await renew(client, opened)
    response.assertStatus(403)
    assert.equal(response.body().errors[0].code, 'E_CONFIRMATION_REQUIRED')
    const anonymous = await client.post('/auth/totp/recovery-codes').json({})
    anonymous.assertStatus(401)
  })
})
