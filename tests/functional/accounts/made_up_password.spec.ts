import { test } from '@japa/runner'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { openSession } from '#tests/support/http/auth'

const NEW = 'nineteen dry herons'

async function signedIn() {
  const user = await UserFactory.apply('administrator').merge({ mustChangePassword: true }).create()
  return openSession(user)
}

test.group('a password that the service made up', () => {
  test('opens no call but changing it: {$self}')
    .with(['/auth/me', '/assets', '/users', '/jobs/stats', '/events'])
    .run(async ({ client, assert }, path) => {
      const { accessToken } = await signedIn()
      const response = await client.get(path).bearerToken(accessToken)
      response.assertStatus(403)
      assert.equal(response.body().errors[0].code, 'E_PASSWORD_CHANGE_REQUIRED')
    })

  test('opens everything once it is changed, at once', async ({ client, assert }) => {
    const { user, accessToken } = await signedIn()
    const change = await client
      .put('/auth/password')
      .bearerToken(accessToken)
      .json({ currentPassword: PASSWORD, newPassword: NEW })
    change.assertStatus(204)
    await user.refresh()
    assert.isFalse(user.mustChangePassword)
    const me = await client.get('/auth/me').bearerToken(accessToken)
    me.assertStatus(200)
    assert.isFalse(me.body().data.mustChangePassword)
  })

  test('is not changed to itself', async ({ client }) => {
    const { accessToken } = await signedIn()
    const response = await client
      .put('/auth/password')
      .bearerToken(accessToken)
      .json({ currentPassword: PASSWORD, newPassword: PASSWORD })
    response.assertStatus(422)
  })

  test('lets its user sign out', async ({ client }) => {
    const { accessToken } = await signedIn()
    const response = await client.post('/auth/logout').bearerToken(accessToken)
    response.assertStatus(204)
  })
})
