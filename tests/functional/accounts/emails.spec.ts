import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Limit } from '#app/http/limits/limit'
import User from '#app/accounts/models/user'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { auditOf, freshEmail, openSession } from '#tests/support/http/auth'
import { invite } from '#tests/support/http/accounts'
import { sendAll, tokenIn, withMailServer } from '#tests/support/services/smtp'

const currentPassword = PASSWORD

test.group('The email of an account', (group) => {
  group.each.setup(async () => {
    await db.from('mails').delete()
    await new Limit('mailAddress').forget('127.0.0.1')
  })

  test('is verified by the link that registering mails', async ({ client, assert }) => {
    const letters = await withMailServer()
    const email = freshEmail()
    const registered = await client.post('/auth/register').json({ email, password: PASSWORD })
    assert.isNull(registered.body().data.user.emailVerifiedAt)
    await sendAll()
    assert.equal(letters[0].to![0].address, email)

    const verify = () => client.post('/auth/email/verify').json({ token: tokenIn(letters[0]) })
    const response = await verify()
    response.assertStatus(204)
    const user = await User.findByOrFail({ email })
    assert.isNotNull(user.emailVerifiedAt)
    const entries = await auditOf(user.id)
    const actions = entries.map(({ action }) => action)
    assert.include(actions, 'user.email_verified')
    const again = await verify()
    again.assertStatus(422)
    assert.equal(again.body().errors[0].code, 'E_INVALID_TOKEN')
  })

  test('is mailed another link when asked, and the one before ends', async ({ client, assert }) => {
    const letters = await withMailServer()
    const { user, accessToken } = await openSession()
    for (let round = 0; round < 2; round++) {
      const response = await client.post('/auth/email/verification').bearerToken(accessToken)
      response.assertStatus(202)
    }
    await sendAll()
    assert.lengthOf(letters, 2)
    const statuses = []
    for (const letter of letters) {
      const response = await client.post('/auth/email/verify').json({ token: tokenIn(letter) })
      statuses.push(response.status())
    }
    assert.sameMembers(statuses, [204, 422])
    await user.refresh()
    assert.isNotNull(user.emailVerifiedAt)
    await client.post('/auth/email/verification').bearerToken(accessToken)
    await sendAll()
    assert.lengthOf(letters, 2)
  })

  test('is mailed few links', async ({ client, assert }) => {
    const { accessToken } = await openSession()
    const statuses = []
    for (let round = 0; round < 6; round++) {
      const response = await client.post('/auth/email/verification').bearerToken(accessToken)
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [202, 202, 202, 202, 202, 429])
  })

  test('changes when the link to the new one is used, and the old one is told', async ({
    client,
    assert,
  }) => {
    const letters = await withMailServer()
    const { user, accessToken } = await openSession()
    const email = freshEmail()
    const response = await client
      .put('/auth/email')
      .bearerToken(accessToken)
      .json({ email: email.toUpperCase(), currentPassword })
    response.assertStatus(202)
    const unchanged = await User.findOrFail(user.id)
    assert.equal(unchanged.email, user.email)

    await sendAll()
    const to = (address: string) => letters.find((letter) => letter.to![0].address === address)!
    assert.include(to(user.email).text!, email)
    assert.notMatch(to(user.email).text!, /mi_email_/)
    const token = tokenIn(to(email))
    const verified = await client.post('/auth/email/verify').json({ token })
    verified.assertStatus(204)
    const changed = await User.findOrFail(user.id)
    assert.equal(changed.email, email)
    assert.isNotNull(changed.emailVerifiedAt)
    const signIn = await client.post('/auth/login').json({ email, password: PASSWORD })
    signIn.assertStatus(200)
  })

  test('stays if somebody else registers the new one meanwhile', async ({ client, assert }) => {
    const letters = await withMailServer()
    const { user, accessToken } = await openSession()
    const email = freshEmail()
    const body = { email, currentPassword }
    await client.put('/auth/email').bearerToken(accessToken).json(body)
    await sendAll()
    await UserFactory.merge({ email }).create()
    const letter = letters.find(({ to }) => to![0].address === email)!
    const response = await client.post('/auth/email/verify').json({ token: tokenIn(letter) })
    response.assertStatus(422)
    assert.equal(response.body().errors[0].field, 'email')
    const unchanged = await User.findOrFail(user.id)
    assert.equal(unchanged.email, user.email)
  })

  test('changes at once without mail, and is not verified then', async ({ client, assert }) => {
    const { user, accessToken } = await openSession()
    const email = freshEmail()
    const body = { email, currentPassword }
    const response = await client.put('/auth/email').bearerToken(accessToken).json(body)
    response.assertStatus(202)
    const changed = await User.findOrFail(user.id)
    assert.equal(changed.email, email)
    assert.isNull(changed.emailVerifiedAt)
  })

  test('does not change for {0}')
    .with([
      ['a wrong password', { email: freshEmail(), currentPassword: 'eighteen wet geese' }],
      ['what is no email', { email: 'ann', currentPassword }],
      ['no email', { currentPassword }],
    ] as [string, object][])
    .run(async ({ client, assert }, [, body]) => {
      const { user, accessToken } = await openSession()
      const response = await client.put('/auth/email').bearerToken(accessToken).json(body)
      response.assertStatus(422)
      const unchanged = await User.findOrFail(user.id)
      assert.equal(unchanged.email, user.email)
    })

  test('cannot become one that is taken', async ({ client, assert }) => {
    const { accessToken } = await openSession()
    const { email } = await UserFactory.create()
    const body = { email, currentPassword }
    const response = await client.put('/auth/email').bearerToken(accessToken).json(body)
    response.assertStatus(422)
    assert.containsSubset(response.body().errors[0], { field: 'email', rule: 'unique' })
  })

  test('is proved by no {0}')
    .with([
      ['unknown token', { token: `mi_email_${'a'.repeat(43)}` }, 'E_INVALID_TOKEN'],
      ['missing token', {}, 'E_VALIDATION_FAILURE'],
    ] as [string, object, string][])
    .run(async ({ client, assert }, [, body, code]) => {
      const response = await client.post('/auth/email/verify').json(body)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, code)
    })
})

test.group('A sign-in', (group) => {
  group.each.setup(async () => {
    await db.from('mails').delete()
  })

  test('from a new device is told by mail, once', async ({ client, assert }) => {
    const letters = await withMailServer()
    const { email } = await UserFactory.create()
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
    for (let round = 0; round < 2; round++) {
      const body = { email, password: PASSWORD }
      const response = await client.post('/auth/login').header('user-agent', agent).json(body)
      response.assertStatus(200)
    }
    await sendAll()
    assert.lengthOf(letters, 1)
    assert.include(letters[0].text!, 'Firefox on Windows')
  })

  test('is listed by the name of its device', async ({ client, assert }) => {
    const { user } = await openSession()
    const agent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
    const body = { email: user.email, password: PASSWORD }
    const signIn = await client.post('/auth/login').header('user-agent', agent).json(body)
    const { accessToken } = signIn.body().data
    const response = await client.get('/auth/sessions').bearerToken(accessToken)
    const [current] = response.body().data
    assert.containsSubset(current, { userAgent: agent, device: 'Safari on iOS', current: true })
  })
})

test.group('An invitation with an email', () => {
  test('is mailed', async ({ client, assert }) => {
    const letters = await withMailServer()
    const email = freshEmail()
    const { token } = await invite(client, { email })
    await sendAll()
    const letter = letters.find(({ to }) => to![0].address === email)!
    assert.equal(tokenIn(letter), token)
  })
})
