import { test } from '@japa/runner'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { SignInAttempts } from '#app/accounts/sign_in_attempts'
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
    const elsewhere = new SignInAttempts(email, '192.0.2.1')
    for (let guess = 0; guess < 10; guess++) await elsewhere.countFailure()
    await assert.rejects(() => elsewhere.check())

    const response = await client.post('/auth/login').json({ email, password: PASSWORD })
    response.assertStatus(200)
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
