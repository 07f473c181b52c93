import { test } from '@japa/runner'
import { TOTP } from 'otpauth'
import type { ApiClient } from '@japa/api-client'
import UserTotp from '#commands/user_totp'
import { secondFactor } from '#config/factors'
import TotpFactor from '#app/accounts/factors/models/totp_factor'
import { UserFactory } from '#database/factories/user_factory'
import { openKey, openSession } from '#tests/support/http/auth'
import { Authenticator } from '#tests/support/http/authenticator'
import { runCommand } from '#tests/support/services/commands'

async function setUpTotp(client: ApiClient, accessToken: string) {
  const proposed = await client.post('/auth/totp').bearerToken(accessToken).json({})
  proposed.assertStatus(201)
  const { secret } = proposed.body().data
  const code = new TOTP({ secret }).generate()
  const confirmed = await client.post('/auth/totp/confirm').bearerToken(accessToken).json({ code })
  confirmed.assertStatus(200)
  return confirmed.body().data.recoveryCodes as string[]
}

async function addPasskey(client: ApiClient, accessToken: string) {
  const options = await client.post('/auth/passkeys/options').bearerToken(accessToken).json({})
  const response = new Authenticator().create(options.body().data)
  const added = await client.post('/auth/passkeys').bearerToken(accessToken).json({ response })
  added.assertStatus(201)
}

test.group('REQUIRE_SECOND_FACTOR', (group) => {
  group.each.setup(() => {
    return () => void (secondFactor.requiredOf = undefined)
  })

  test('set to all refuses a session of a password alone: {$self}')
    .with(['/assets', '/auth/sessions', '/keys', '/events'])
    .run(async ({ client, assert }, path) => {
      secondFactor.requiredOf = 'all'
      const { accessToken } = await openSession()
      const response = await client.get(path).bearerToken(accessToken)
      response.assertStatus(403)
      assert.equal(response.body().errors[0].code, 'E_SECOND_FACTOR_MISSING')
    })

  test('set to admin concerns administrators alone', async ({ client, assert }) => {
    secondFactor.requiredOf = 'admin'
    const administrator = await UserFactory.apply('administrator').create()
    const [person, admin] = [await openSession(), await openSession(administrator)]
    const own = await client.get('/assets').bearerToken(person.accessToken)
    own.assertStatus(200)
    for (const path of ['/assets', '/users', '/audit-logs']) {
      const response = await client.get(path).bearerToken(admin.accessToken)
      response.assertStatus(403)
      assert.equal(response.body().errors[0].code, 'E_SECOND_FACTOR_MISSING')
    }
    // A key was created by somebody who had one.
    const key = await openKey(administrator, ['admin:read'])
    const byKey = await client.get('/users').bearerToken(key)
    byKey.assertStatus(200)
  })

  for (const [factor, setUp] of [
    ['an authenticator app', setUpTotp],
    ['a passkey', addPasskey],
  ] as const) {
    test(`is fulfilled at once by setting up ${factor}`, async ({ client }) => {
      secondFactor.requiredOf = 'all'
      const { accessToken } = await openSession()
      const me = await client.get('/auth/me').bearerToken(accessToken)
      me.assertStatus(200)
      await setUp(client, accessToken)
      const response = await client.get('/assets').bearerToken(accessToken)
      response.assertStatus(200)
    })
  }

  test('is fulfilled by confirming with a code, and not with a password', async ({ client }) => {
    const { user, accessToken } = await openSession()
    const [recoveryCode] = await setUpTotp(client, accessToken)
    secondFactor.requiredOf = 'all'
    const other = await openSession(user)
    const confirm = (proof: object) => {
      return client.post('/auth/confirm').bearerToken(other.accessToken).json(proof)
    }
    const byPassword = await confirm({ password: 'eighteen dry geese' })
    byPassword.assertStatus(401)
    const before = await client.get('/assets').bearerToken(other.accessToken)
    before.assertStatus(403)
    const byCode = await confirm({ code: recoveryCode })
    byCode.assertStatus(204)
    const after = await client.get('/assets').bearerToken(other.accessToken)
    after.assertStatus(200)
  })

  test('lets its user sign out', async ({ client }) => {
    secondFactor.requiredOf = 'all'
    const { accessToken } = await openSession()
    const response = await client.post('/auth/logout').bearerToken(accessToken)
    response.assertStatus(204)
  })
})

test.group('user:totp', () => {
  test('shows the codes of an account, and --off turns them off', async ({ client, assert }) => {
    const { user, accessToken } = await openSession()
    const none = await runCommand(UserTotp, [], { Email: user.email })
    assert.equal(none.said[0], `${user.email} uses no codes`)
    await setUpTotp(client, accessToken)
    const shown = await runCommand(UserTotp, [user.email])
    assert.equal(shown.said[0], `${user.email} signs in with codes, with 10 recovery codes left`)
    const off = await runCommand(UserTotp, [user.email, '--off'])
    assert.equal(off.exitCode, 0)
    assert.isNull(await TotpFactor.isOn(user.id))
  })

  test('refuses an unknown account', async ({ assert }) => {
    const { exitCode, said } = await runCommand(UserTotp, ['nobody@example.org', '--off'])
    assert.equal(exitCode, 1)
    assert.match(said[0], /There is no account with this email/)
  })
})
