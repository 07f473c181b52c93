import { test } from '@japa/runner'
import User from '#app/accounts/models/user'
import { PASSWORD } from '#database/factories/user_factory'
import { auditOf, openSession, sessionOf } from '#tests/support/http/auth'
import { administrator } from '#tests/support/http/accounts'

test.group('DELETE /auth/me', () => {
  test('stops the account at once and says when it is erased', async ({ client, assert }) => {
    const { user, accessToken } = await openSession()
    const other = await openSession(user)
    const response = await client
      .delete('/auth/me')
      .bearerToken(accessToken)
      .json({ currentPassword: PASSWORD })

    response.assertStatus(202)
    const { eraseAt } = response.body().data
    assert.approximately((Date.parse(eraseAt) - Date.now()) / 86_400_000, 7, 0.1)
    for (const token of [accessToken, other.accessToken]) {
      const me = await client.get('/auth/me').bearerToken(token)
      me.assertStatus(401)
      const session = await sessionOf(token)
      assert.isNotNull(session.revokedAt)
    }
    const body = { email: user.email, password: PASSWORD }
    const signIn = await client.post('/auth/login').json(body)
    signIn.assertStatus(401)
    const entries = await auditOf(user.id)
    const entry = entries.find(({ action }) => action === 'user.erasure_requested')!
    assert.equal(entry.actorId, user.id)
    const again = await client.delete('/auth/me').bearerToken(accessToken)
    again.assertStatus(401)
  })

  test('refuses a wrong password, and leaves the account as it is', async ({ client, assert }) => {
    const { user, accessToken } = await openSession()
    const body = { currentPassword: 'eighteen wet geese' }
    const response = await client.delete('/auth/me').bearerToken(accessToken).json(body)
    response.assertStatus(422)
    assert.equal(response.body().errors[0].field, 'currentPassword')
    const unchanged = await User.findOrFail(user.id)
    assert.isTrue(unchanged.isActive)
  })

  test('refuses the last administrator', async ({ client, assert }) => {
    const { user, accessToken } = await administrator()
    await User.query().where({ role: 'ADMIN' }).whereNot('id', user.id).update({ role: 'USER' })
    const body = { currentPassword: PASSWORD }
    const response = await client.delete('/auth/me').bearerToken(accessToken).json(body)
    response.assertStatus(409)
    assert.equal(response.body().errors[0].code, 'E_LAST_ADMINISTRATOR')
  })
})
