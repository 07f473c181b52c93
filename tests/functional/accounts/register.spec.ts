import { test } from '@japa/runner'
import User from '#app/accounts/models/user'
import { auditOf, freshEmail, sessionOf } from '#tests/support/http/auth'

const password = 'seventeen wet geese'

test.group('POST /auth/register', () => {
  test('makes an account and signs it in', async ({ client, assert }) => {
    const email = freshEmail()
    const response = await client.post('/auth/register').json({ email, password, fullName: 'Ann' })

    response.assertStatus(201)
    const { data } = response.body()
    assert.sameMembers(Object.keys(data), [
      'user',
      'accessToken',
      'accessTokenExpiresAt',
      'refreshToken',
      'refreshTokenExpiresAt',
    ])
    assert.sameMembers(Object.keys(data.user), [
      'id',
      'email',
      'fullName',
      'role',
      'emailVerifiedAt',
      'mustChangePassword',
      'createdAt',
    ])
    assert.containsSubset(data.user, { email, fullName: 'Ann', role: 'USER' })
    const me = await client.get('/auth/me').bearerToken(data.accessToken)
    assert.containsSubset(me.body().data, data.user)
  })

  test('keeps digests alone, of the password and of the tokens', async ({ client, assert }) => {
    const email = freshEmail()
    const response = await client.post('/auth/register').json({ email, password })
    const { data } = response.body()

    const user = await User.findByOrFail({ email })
    assert.match(user.password, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const session = await sessionOf(data.accessToken)
    assert.equal(session.userId, user.id)
    assert.isNull(user.fullName)
    assert.isNull(data.user.fullName)
  })

  test('tells the audit log of the account and of the session', async ({ client, assert }) => {
    const email = freshEmail()
    const response = await client.post('/auth/register').json({ email, password })
    const user = await User.findByOrFail({ email })
    const session = await sessionOf(response.body().data.accessToken)

    const [created] = await auditOf(user.id)
    const [opened] = await auditOf(session.id)
    assert.equal(created.action, 'user.created')
    assert.containsSubset(opened.serialize(), { action: 'session.opened', actorId: user.id })
    assert.equal(opened.requestId, response.header('x-request-id'))
  })

  test('refuses a taken email in any spelling', async ({ client, assert }) => {
    const email = freshEmail()
    await client.post('/auth/register').json({ email, password })

    const again = { email: `  ${email.toUpperCase()} `, password }
    const response = await client.post('/auth/register').json(again)
    response.assertStatus(422)
    const [error] = response.body().errors
    assert.containsSubset(error, { code: 'E_VALIDATION_FAILURE', field: 'email', rule: 'unique' })
    assert.lengthOf(await User.query().whereLike('email', `%${email}%`), 1)
  })

  test('takes one email for all of its compatible spellings', async ({ client, assert }) => {
    const email = freshEmail()
    await client.post('/auth/register').json({ email, password })
    const wide = email.replace('@', '＠').replace('example', 'ｅｘａｍｐｌｅ')
    const response = await client.post('/auth/register').json({ email: wide, password })
    response.assertStatus(422)
    assert.equal(response.body().errors[0].rule, 'unique')
    const signIn = await client.post('/auth/login').json({ email: wide, password })
    signIn.assertStatus(200)
  })

  test('takes a password of twelve emoji', async ({ client }) => {
    const body = { email: freshEmail(), password: '🦆🦢🦉🦚🦜🐧🐔🐣🐤🐥🦃🦩' }
    const response = await client.post('/auth/register').json(body)
    response.assertStatus(201)
  })

  test('lets one of many sign-ups at once have the email', async ({ client, assert }) => {
    const body = { email: freshEmail(), password }
    const responses = await Promise.all(
      Array.from({ length: 6 }, () => client.post('/auth/register').json(body))
    )
    const statuses = responses.map((response) => response.status()).sort()
    assert.deepEqual(statuses, [201, 422, 422, 422, 422, 422])
  })

  test('refuses {0}')
    .with([
      ['no email', { password }, 'email'],
      ['what is no email', { email: 'ann at example', password }, 'email'],
      ['a common password', { email: 'a@example.org', password: 'Qwerty123456' }, 'password'],
      [
        'a password with the email in it',
        { email: 'a@example.org', password: 'my A@Example.org' },
        'password',
      ],
      ['no password', { email: 'a@example.org' }, 'password'],
      [
        'a password of 11 characters',
        { email: 'a@example.org', password: 'elevenchars' },
        'password',
      ],
      ['a password of 129', { email: 'a@example.org', password: 'ab'.repeat(65) }, 'password'],
      [
        'an email with an invisible character',
        { email: 'ad\u200bmin@example.org', password },
        'email',
      ],
      ['an email with half a character', { email: '\ud800', password }, 'email'],
      [
        'a common password in wide letters',
        { email: 'a@example.org', password: 'ｐａｓｓｗｏｒｄ１２３４' },
        'password',
      ],
      ['a password of six emoji', { email: 'a@example.org', password: '🦆🦢🦉🦚🦜🐧' }, 'password'],
      [
        'a name that turns the text around',
        { email: 'a@example.org', password, fullName: 'gnp.\u202eann' },
        'fullName',
      ],
      [
        'a name with a line break',
        { email: 'a@example.org', password, fullName: 'a\nb' },
        'fullName',
      ],
    ] as [string, object, string][])
    .run(async ({ client, assert }, [, body, field]) => {
      const response = await client.post('/auth/register').json(body)
      response.assertStatus(422)
      const fields = response.body().errors.map((error: { field: string }) => error.field)
      assert.deepEqual(fields, [field])
    })

  for (const guess of ['mediainbox1234', 'My-Media Inbox 2026', 'MEDIA_INBOX_rocks']) {
    test(`refuses a password with the name of the product: ${guess}`, async ({
      client,
      assert,
    }) => {
      const body = { email: freshEmail(), password: guess }
      const response = await client.post('/auth/register').json(body)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].rule, 'withoutProduct')
      assert.isNull(await User.findBy({ email: body.email }))
    })
  }
})
