import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import { freshEmail, openSession } from '#tests/support/http/auth'
import { withLimit } from '#tests/support/http/limits'

const WRONG = 'eighteen wet geese'

test.group('wrong guesses', () => {
  test('are limited to ten for an email and address, the right one after them too', async ({
    client,
    assert,
  }) => {
    const { email } = await UserFactory.create()
    for (let guess = 0; guess < 10; guess++) {
      const response = await client.post('/auth/login').json({ email, password: WRONG })
      response.assertStatus(401)
    }

    const response = await client.post('/auth/login').json({ email, password: PASSWORD })
    response.assertStatus(429)
    assert.equal(response.body().errors[0].code, 'E_TOO_MANY_REQUESTS')
    assert.isAbove(Number(response.header('retry-after')), 0)
    assert.equal(response.header('x-ratelimit-limit'), '10')
    assert.equal(response.header('x-ratelimit-remaining'), '0')
    assert.isAbove(Date.parse(response.header('x-ratelimit-reset')!), Date.now())
  })

  test('are limited when thirty come at once', async ({ client, assert }) => {
    const { email } = await UserFactory.create()
    const responses = await Promise.all(
      Array.from({ length: 30 }, () => {
        return client.post('/auth/login').json({ email, password: WRONG })
      })
    )
    const refused = responses.filter((response) => response.status() === 429)
    assert.lengthOf(refused, 20)
  })

  test('are limited alike for an unknown email', async ({ client, assert }) => {
    const body = { email: freshEmail(), password: WRONG }
    const responses = await Promise.all(
      Array.from({ length: 12 }, () => client.post('/auth/login').json(body))
    )
    assert.lengthOf(
      responses.filter((response) => response.status() === 429),
      2
    )
  })

  test('are limited for an address over all emails', async ({ client }) => {
    await withLimit('signInAddress', 3)
    for (let guess = 0; guess < 3; guess++) {
      const body = { email: freshEmail(), password: WRONG }
      const response = await client.post('/auth/login').json(body)
      response.assertStatus(401)
    }
    const response = await client.post('/auth/login').json({ email: freshEmail(), password: WRONG })
    response.assertStatus(429)
  })

  test('from one address lock nobody out who comes from another', async ({ client, assert }) => {
    const { email } = await UserFactory.create()
    const elsewhere = SignInAttempts.ofStranger(email, '192.0.2.1')
    for (let guess = 0; guess < 10; guess++) await elsewhere.countFailure()
    await assert.rejects(() => elsewhere.check())

    const response = await client.post('/auth/login').json({ email, password: PASSWORD })
    response.assertStatus(200)
  })

  test('from many networks of one customer are limited together', async ({ assert }) => {
    const email = freshEmail()
    const from = (third: number, fourth: number) => {
      const ip = `2001:db8:${third.toString(16)}:${fourth.toString(16)}::1`
      return SignInAttempts.ofStranger(email, ip)
    }
    for (let network = 0; network < 40; network++) {
      const attempts = from(7, network * 256)
      await attempts.admit()
      await attempts.countFailure()
    }
    await assert.rejects(() => from(7, 1).admit(), /Too many requests/)
    await from(8, 0).admit()
  })

  test('are forgotten for the email once the right one came', async ({ client }) => {
    const { email } = await UserFactory.create()
    for (let round = 0; round < 2; round++) {
      for (let guess = 0; guess < 9; guess++) {
        await client.post('/auth/login').json({ email, password: WRONG })
      }
      const response = await client.post('/auth/login').json({ email, password: PASSWORD })
      response.assertStatus(200)
    }
  })

  test('are limited by this node alone while the counters are down', async ({
    client,
    assert,
    cleanup,
  }) => {
    await db.rawQuery('alter table rate_limits rename to rate_limits_down')
    cleanup(async () => {
      await db.rawQuery('alter table rate_limits_down rename to rate_limits')
    })
    const { email } = await UserFactory.create()
    const statuses = []
    for (let guess = 0; guess < 11; guess++) {
      const response = await client.post('/auth/login').json({ email, password: WRONG })
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array(10).fill(401), 429])
  })

  test('at the current password count as well', async ({ client, assert }) => {
    const { accessToken } = await openSession()
    const body = { currentPassword: WRONG, newPassword: 'nineteen dry herons' }
    const statuses = []
    for (let guess = 0; guess < 11; guess++) {
      const response = await client.put('/auth/password').bearerToken(accessToken).json(body)
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array(10).fill(422), 429])
  })
})

test.group('an account under attack', () => {
  /** Exhausts what everybody together may guess at the account. */
  async function attack(email: string) {
    await withLimit('signInAccount', 2)
    for (const ip of ['192.0.2.1', '198.51.100.1', '203.0.113.1']) {
      await SignInAttempts.ofStranger(email, ip).countFailure()
    }
  }

  test('lets strangers in one at a time', async ({ client }) => {
    const { email } = await UserFactory.create()
    await attack(email)
    const first = await client.post('/auth/login').json({ email, password: PASSWORD })
    first.assertStatus(200)
    const second = await client.post('/auth/login').json({ email, password: PASSWORD })
    second.assertStatus(429)
  })

  test('never slows the device that signed in before', async ({ client, assert }) => {
    const { email } = await UserFactory.create()
    const before = await client.post('/auth/login').json({ email, password: PASSWORD })
    const token = before.header('x-device-token')!
    await attack(email)
    for (let again = 0; again < 3; again++) {
      const response = await client
        .post('/auth/login')
        .header('x-device-token', token)
        .json({ email, password: PASSWORD })
      response.assertStatus(200)
    }

    const statuses = []
    for (let guess = 0; guess < 11; guess++) {
      const response = await client
        .post('/auth/login')
        .header('x-device-token', token)
        .json({ email, password: WRONG })
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array(10).fill(401), 429])
  })

  test('never slows the browser that signed in before', async ({ client, assert }) => {
    const { email } = await UserFactory.create()
    const signIn = (cookie: string) => {
      return client
        .post('/auth/login')
        .header('x-refresh-token', 'cookie')
        .header('cookie', cookie)
        .json({ email, password: PASSWORD })
    }
    const before = await signIn('none=1')
    const cookies = before.headers()['set-cookie'] as unknown as string[]
    const device = cookies.find((cookie) => cookie.startsWith('device='))!
    assert.match(device, /Max-Age=31536000; Path=\/auth\/login; .*HttpOnly; SameSite=Strict/)
    assert.notExists(before.header('x-device-token'))
    await attack(email)
    for (let again = 0; again < 2; again++) {
      const response = await signIn(device.split(';')[0])
      response.assertStatus(200)
    }
  })

  test('knows no device by {0}')
    .with([
      ['the token of somebody else', async (client: ApiClient) => tokenOf(client)],
      ['a token that nobody signed', async () => 'eyJtZXNzYWdlIjp7fX0.c2lnbmF0dXJl'],
    ] as [string, (client: ApiClient) => Promise<string>][])
    .run(async ({ client }, [, makeToken]) => {
      const { email } = await UserFactory.create()
      const token = await makeToken(client)
      await attack(email)
      const signIn = () => {
        return client
          .post('/auth/login')
          .header('x-device-token', token)
          .json({ email, password: PASSWORD })
      }
      await signIn()
      const second = await signIn()
      second.assertStatus(429)
    })
})

test.group('a shared address', () => {
  test('keeps no known device out by its failures and floods', async ({ client }) => {
    const { email } = await UserFactory.create()
    const token = await tokenOf(client, email)
    await withLimit('signInAddress', 1)
    await withLimit('address', 1)
    await client.post('/auth/login').json({ email: freshEmail(), password: WRONG })
    const stranger = await client.post('/auth/login').json({ email, password: PASSWORD })
    stranger.assertStatus(429)
    const known = await client
      .post('/auth/login')
      .header('x-device-token', token)
      .json({ email, password: PASSWORD })
    known.assertStatus(200)
  })
})

async function tokenOf(client: ApiClient, email?: string) {
  const owner = email ?? freshEmail()
  if (!email) await UserFactory.merge({ email: owner }).create()
  const response = await client.post('/auth/login').json({ email: owner, password: PASSWORD })
  return response.header('x-device-token')!
}
