import { v7 } from 'uuid'
import { test } from '@japa/runner'
import User from '#app/accounts/models/user'
import ProviderSession from '#app/accounts/factors/models/provider_session'
import Identity from '#app/accounts/factors/models/identity'
import { appUrl } from '#config/app'
import { registration } from '#config/registration'
import { UserFactory } from '#database/factories/user_factory'
import { freshEmail, openSession, sessionOf } from '#tests/support/http/auth'
import { browse, startProvider, type ProviderClaims } from '#tests/support/http/oidc_provider'

const claimsOf = (more: Partial<ProviderClaims> = {}): ProviderClaims => {
  return { sub: v7(), email: freshEmail(), email_verified: true, name: 'Ann', ...more }
}

let count = 0

/** Signs in at a new provider, and returns where the page is opened. */
async function signIn(claims: ProviderClaims, adminClaim?: string) {
  const id = `test${++count}`
  await startProvider(id, claims, adminClaim)
  const answers = await browse(`${appUrl}/auth/oidc/${id}`)
  return { id, ...answers.at(-1)! }
}

test.group('GET /auth/oidc/:provider', () => {
  test('creates an account with a verified email, signed in by the cookie', async ({
    client,
    assert,
  }) => {
    const claims = claimsOf()
    const { location, cookies } = await signIn(claims)
    assert.equal(location, '/?signed-in')
    const user = await User.findByOrFail({ email: claims.email })
    assert.equal(user.fullName, 'Ann')
    assert.isNotNull(user.emailVerifiedAt)

    const cookie = cookies.find((set) => set.startsWith('refresh_token='))!
    const refresh = await client
      .post('/auth/refresh')
      .header('x-refresh-token', 'cookie')
      .header('cookie', cookie.split(';')[0])
      .json({})
    refresh.assertStatus(200)
    assert.equal(refresh.body().data.user.id, user.id)
  })

  test('joins an account whose email both sides have verified', async ({ assert }) => {
    const user = await UserFactory.create()
    await user.merge({ emailVerifiedAt: user.createdAt }).save()
    const { location } = await signIn(claimsOf({ email: user.email }))
    assert.equal(location, '/?signed-in')
    assert.isNotNull(await Identity.findBy({ userId: user.id }))
  })

  test('joins no account whose email {0}')
    .with([
      ['was not verified here', { email_verified: true }],
      ['was not verified there', { email_verified: false }],
    ] as [string, Partial<ProviderClaims>][])
    .run(async ({ assert }, [, claims]) => {
      const user = await UserFactory.create()
      if (!claims.email_verified) await user.merge({ emailVerifiedAt: user.createdAt }).save()
      const { location } = await signIn(claimsOf({ ...claims, email: user.email }))
      assert.equal(location, '/?error=E_EMAIL_NOT_VERIFIED')
      assert.isNull(await Identity.findBy({ userId: user.id }))
    })

  test('creates no account while registration is closed', async ({ assert, cleanup }) => {
    const { mode } = registration
    registration.mode = 'closed'
    cleanup(() => void (registration.mode = mode))
    const claims = claimsOf()
    const { location } = await signIn(claims)
    assert.equal(location, '/?error=E_REGISTRATION_CLOSED')
    assert.isNull(await User.findBy({ email: claims.email }))
  })

  test('finds the account by its subject, though the email changed', async ({ assert }) => {
    const claims = claimsOf()
    const { id } = await signIn(claims)
    const user = await User.findByOrFail({ email: claims.email })
    claims.email = freshEmail()
    const answers = await browse(`${appUrl}/auth/oidc/${id}`)
    assert.equal(answers.at(-1)!.location, '/?signed-in')
    assert.isNull(await User.findBy({ email: claims.email }))
    assert.lengthOf(await Identity.findManyBy({ userId: user.id }), 1)
  })

  test('takes the role from a claim', async ({ assert }) => {
    const claims = claimsOf({ groups: ['people', 'inbox-admins'] })
    await UserFactory.apply('administrator').create()
    const { id } = await signIn(claims, 'groups=inbox-admins')
    const user = await User.findByOrFail({ email: claims.email })
    assert.equal(user.role, 'ADMIN')
    claims.groups = ['people']
    await browse(`${appUrl}/auth/oidc/${id}`)
    await user.refresh()
    assert.equal(user.role, 'USER')
  })

  test('refuses a disabled account', async ({ assert }) => {
    const claims = claimsOf()
    const { id } = await signIn(claims)
    const user = await User.findByOrFail({ email: claims.email })
    await user.merge({ disabledAt: user.createdAt }).save()
    const answers = await browse(`${appUrl}/auth/oidc/${id}`)
    assert.equal(answers.at(-1)!.location, '/?error=E_ACCOUNT_DISABLED')
  })

  test('signs nobody in who did not begin here, or who comes back twice', async ({ assert }) => {
    const id = `test${++count}`
    await startProvider(id, claimsOf())
    const jar = new Map<string, string>()
    const answers = await browse(`${appUrl}/auth/oidc/${id}`, jar)
    const callback = answers.at(-1)!.url
    for (const cookies of [new Map<string, string>(), jar]) {
      const [answer] = await browse(callback, cookies)
      assert.equal(answer.location, '/?error=E_PROVIDER_REFUSED')
    }
  })

  test('is left at its own end of the session when its user signs out', async ({
    client,
    assert,
  }) => {
    const { cookies } = await signIn(claimsOf())
    const cookie = cookies.find((set) => set.startsWith('refresh_token='))!
    const refresh = await client
      .post('/auth/refresh')
      .header('x-refresh-token', 'cookie')
      .header('cookie', cookie.split(';')[0])
      .json({})
    const { accessToken } = refresh.body().data
    const { id: sessionId } = await sessionOf(accessToken)
    const row = await ProviderSession.findOrFail(sessionId)
    assert.notInclude(row.idToken, row.hint!)

    const response = await client.post('/auth/logout').bearerToken(accessToken)
    response.assertStatus(204)
    const logout = new URL(response.header('x-provider-logout')!)
    assert.equal(logout.searchParams.get('post_logout_redirect_uri'), `${appUrl}/`)
    assert.equal(logout.searchParams.get('id_token_hint'), row.hint)
    const answer = await fetch(logout)
    assert.equal(answer.status, 200)
  })

  test('has nothing to do with signing out of other sessions', async ({ client, assert }) => {
    const { accessToken } = await openSession()
    const response = await client.post('/auth/logout').bearerToken(accessToken)
    response.assertStatus(204)
    assert.isUndefined(response.header('x-provider-logout'))
  })

  test('does not know a provider that is not configured', async ({ client }) => {
    const response = await client.get('/auth/oidc/nobody').redirects(0)
    response.assertStatus(404)
  })
})
