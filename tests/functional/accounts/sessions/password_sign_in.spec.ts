import { test } from '@japa/runner'
import User from '#app/accounts/models/user'
import { passwordSignIn } from '#config/oidc'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { freshEmail } from '#tests/support/http/auth'

test.group('PASSWORD_SIGN_IN=false', (group) => {
  group.each.setup(() => {
    passwordSignIn.allowed = false
    return () => void (passwordSignIn.allowed = true)
  })

  test('refuses the right password', async ({ client, assert }) => {
    const { email } = await UserFactory.create()
    const response = await client.post('/auth/login').json({ email, password: PASSWORD })
    response.assertStatus(403)
    assert.equal(response.body().errors[0].code, 'E_PASSWORD_SIGN_IN_DISABLED')
  })

  test('creates no account with a password', async ({ client, assert }) => {
    const email = freshEmail()
    const response = await client.post('/auth/register').json({ email, password: PASSWORD })
    response.assertStatus(403)
    assert.equal(response.body().errors[0].code, 'E_PASSWORD_SIGN_IN_DISABLED')
    assert.isNull(await User.findBy({ email }))
  })
})
