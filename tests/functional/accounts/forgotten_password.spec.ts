import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { Limit } from '#app/http/limits/limit'
import ResetRequest from '#app/accounts/models/reset_request'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { auditOf, freshEmail } from '#tests/support/http/auth'
import { withLimit } from '#tests/support/http/limits'
import { sendAll, tokenIn, withMailServer } from '#tests/support/services/smtp'
import { appUrl } from '#config/app'

const newPassword = 'nineteen dry herons'

test.group('POST /auth/password/forgot', (group) => {
  group.each.setup(async () => {
    await db.from('mails').delete()
    await db.from('reset_requests').delete()
    await new Limit('mailAddress').forget('127.0.0.1')
  })

  test('mails a link from APP_URL with which a new password is set', async ({ client, assert }) => {
    const letters = await withMailServer()
    const { id, email } = await UserFactory.create()
    const response = await client
      .post('/auth/password/forgot')
      .header('host', 'evil.example')
      .json({ email: email.toUpperCase() })
    response.assertStatus(202)
    assert.equal(response.text(), '')
    await sendAll()

    assert.lengthOf(letters, 1)
    assert.equal(letters[0].to![0].address, email)
    const token = tokenIn(letters[0])
    assert.include(letters[0].text!, `${appUrl}/#/reset/${token}`)
    assert.notInclude(letters[0].text!, 'evil.example')
    const reset = await client.post('/auth/password/reset').json({ token, newPassword })
    reset.assertStatus(204)
    const signIn = await client.post('/auth/login').json({ email, password: newPassword })
    signIn.assertStatus(200)
    const entries = await auditOf(id)
    const actions = entries.map(({ action }) => action)
    assert.includeMembers(actions, ['user.password_reset_requested', 'user.password_reset'])
    await sendAll()
    assert.include(
      letters.map(({ subject }) => subject),
      'Your password was changed'
    )
  })

  test('answers an unknown email alike, does the same work, and mails nobody', async ({
    client,
    assert,
  }) => {
    const letters = await withMailServer()
    const user = await UserFactory.create()
    const unknown = freshEmail()
    const answers = []
    for (const email of [user.email, unknown]) {
      const answer = await client.post('/auth/password/forgot').json({ email })
      answers.push(answer)
    }
    assert.deepEqual(
      answers.map((answer) => [answer.status(), answer.text()]),
      [
        [202, ''],
        [202, ''],
      ]
    )
    // Either writes one row and looks for no account: the rest happens later, in the sweep.
    assert.lengthOf(await ResetRequest.query().whereIn('email', [user.email, unknown]), 2)
    await sendAll()
    assert.lengthOf(letters, 1)
    assert.lengthOf(await ResetRequest.all(), 0)
  })

  test('mails nobody whose account is not active: {$self}')
    .with(['disabledAt', 'eraseAt'])
    .run(async ({ client, assert }, state) => {
      const letters = await withMailServer()
      const inactive = { [state]: DateTime.utc().plus({ days: 1 }) }
      const { email } = await UserFactory.merge(inactive).create()
      const response = await client.post('/auth/password/forgot').json({ email })
      response.assertStatus(202)
      await sendAll()
      assert.lengthOf(letters, 0)
    })

  test('is limited for an email, known or not', async ({ client }) => {
    await withMailServer()
    const { email } = await UserFactory.create()
    for (const address of [email, freshEmail()]) {
      for (let round = 0; round < 5; round++) {
        const response = await client.post('/auth/password/forgot').json({ email: address })
        response.assertStatus(202)
      }
      const response = await client.post('/auth/password/forgot').json({ email: address })
      response.assertStatus(429)
    }
  })

  test('is limited for an address', async ({ client }) => {
    await withLimit('mailAddress', 2)
    for (const status of [202, 202, 429]) {
      const response = await client.post('/auth/password/forgot').json({ email: freshEmail() })
      response.assertStatus(status)
    }
  })

  test('does nothing without mail', async ({ client, assert }) => {
    const { email } = await UserFactory.create()
    const response = await client.post('/auth/password/forgot').json({ email })
    response.assertStatus(202)
    assert.lengthOf(await ResetRequest.all(), 0)
  })

  test('refuses {0}')
    .with([
      ['no email', {}],
      ['what is no email', { email: 'ann' }],
    ] as [string, object][])
    .run(async ({ client, assert }, [, body]) => {
      const response = await client.post('/auth/password/forgot').json(body)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, 'email')
    })

  test('leaves the password as it is until the link is used', async ({ client }) => {
    await withMailServer()
    const { email } = await UserFactory.create()
    await client.post('/auth/password/forgot').json({ email })
    await sendAll()
    const signIn = await client.post('/auth/login').json({ email, password: PASSWORD })
    signIn.assertStatus(200)
  })
})
