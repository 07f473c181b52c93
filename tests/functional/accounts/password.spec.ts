import { test } from '@japa/runner'
import { Argon } from '@adonisjs/core/hash/drivers/argon'
import User from '#app/accounts/models/user'
import { auditOf, openSession } from '#tests/support/http/auth'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'

const NEW = 'nineteen dry herons'

test.group('PUT /auth/password', () => {
  test('changes the password and ends every other session', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const [here, there] = [await openSession(user), await openSession(user)]
    const response = await client
      .put('/auth/password')
      .bearerToken(here.accessToken)
      .json({ currentPassword: PASSWORD, newPassword: NEW })

    response.assertStatus(204)
    const stays = await client.get('/auth/me').bearerToken(here.accessToken)
    stays.assertStatus(200)
    const ends = await client.get('/auth/me').bearerToken(there.accessToken)
    ends.assertStatus(401)
    const old = await client.post('/auth/login').json({ email: user.email, password: PASSWORD })
    old.assertStatus(401)
    const fresh = await client.post('/auth/login').json({ email: user.email, password: NEW })
    fresh.assertStatus(200)
    const [entry] = await auditOf(user.id)
    assert.equal(entry.action, 'user.password_changed')
    assert.deepEqual(entry.payload, { sessionsRevoked: 1 })
  })

  test('lets one of two changes at once win', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const sessions = [await openSession(user), await openSession(user)]
    const responses = await Promise.all(
      sessions.map(({ accessToken }) =>
        client
          .put('/auth/password')
          .bearerToken(accessToken)
          .json({ currentPassword: PASSWORD, newPassword: NEW })
      )
    )
    assert.includeMembers(
      responses.map((response) => response.status()),
      [204]
    )
    assert.lengthOf(await auditOf(user.id), 1)
  })

  test('leaves no session behind that began with the old password', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { accessToken } = await openSession(user)
    const credentials = { email: user.email, password: PASSWORD }
    const [, ...signIns] = await Promise.all([
      client
        .put('/auth/password')
        .bearerToken(accessToken)
        .json({ currentPassword: PASSWORD, newPassword: NEW }),
      ...Array.from({ length: 5 }, () => client.post('/auth/login').json(credentials)),
    ])

    for (const signIn of signIns) {
      const token = signIn.body().data?.accessToken ?? 'mi_access_none'
      const response = await client.get('/auth/me').bearerToken(token)
      assert.equal(response.status(), 401)
    }
  })

  test('refuses {0}')
    .with([
      [
        'a wrong current password',
        { currentPassword: 'wrong', newPassword: NEW },
        'currentPassword',
      ],
      ['no current password', { newPassword: NEW }, 'currentPassword'],
      ['a short new password', { currentPassword: PASSWORD, newPassword: 'short' }, 'newPassword'],
      [
        'a common new password',
        { currentPassword: PASSWORD, newPassword: 'Password1234' },
        'newPassword',
      ],
    ] as [string, object, string][])
    .run(async ({ client, assert }, [, body, field]) => {
      const { user, accessToken } = await openSession()
      const response = await client.put('/auth/password').bearerToken(accessToken).json(body)
      response.assertStatus(422)
      assert.containsSubset(response.body().errors, [{ code: 'E_VALIDATION_FAILURE', field }])
      const { password } = await User.findOrFail(user.id)
      assert.equal(password, user.password)
    })

  test('refuses the email as the new password', async ({ client, assert }) => {
    const { user, accessToken } = await openSession()
    const response = await client
      .put('/auth/password')
      .bearerToken(accessToken)
      .json({ currentPassword: PASSWORD, newPassword: `${user.email.toUpperCase()}!` })
    response.assertStatus(422)
    assert.equal(response.body().errors[0].rule, 'withoutEmail')
  })
})

test.group('password hash', () => {
  test('is made anew at sign-in where its parameters are outdated', async ({ client, assert }) => {
    const weaker = new Argon({ variant: 'id', memory: 1_024, iterations: 2, parallelism: 1 })
    const weak = await weaker.make(PASSWORD)
    const user = await UserFactory.merge({ password: weak }).create()
    const response = await client
      .post('/auth/login')
      .json({ email: user.email, password: PASSWORD })

    response.assertStatus(200)
    await user.refresh()
    assert.match(user.password, /m=19456,t=2,p=1/)
    const again = await client.post('/auth/login').json({ email: user.email, password: PASSWORD })
    again.assertStatus(200)
  })
})
