import { randomBytes } from 'node:crypto'
import * as client from 'openid-client'
import db from '@adonisjs/lucid/services/db'
import User, { type Role } from '#app/accounts/models/user'
import Identity from '#app/accounts/factors/models/identity'
import ProviderSession from '#app/accounts/factors/models/provider_session'
import Challenge from '#app/accounts/factors/models/challenge'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { OpenSession } from '#app/accounts/sessions/actions/open_session'
import { CreateUser } from '#app/accounts/actions/create_user'
import { Register } from '#app/accounts/actions/register'
import { UpdateUser } from '#app/accounts/actions/update_user'
import { configurationOf, redirectUriOf } from '#app/accounts/factors/oidc'
import { AccountDisabled, LastAdministrator } from '#app/accounts/errors'
import { EmailNotVerified, ProviderRefused } from '#app/accounts/factors/errors'
import type { OidcProvider } from '#config/oidc'

interface Claims {
  iss: string
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  [claim: string]: unknown
}

/**
 * Signs in who comes back from the provider. An account here is found by the provider's subject;
 * else by an email that both sides have verified; else it is created, if registration allows.
 * Throws `ProviderRefused`, `EmailNotVerified`, `RegistrationClosed` or `AccountDisabled`.
 */
export class CompleteOidcSignIn {
  async handle(
    { provider, url, state }: { provider: OidcProvider; url: URL; state: string },
    origin: RequestContext
  ) {
    const pending = await Challenge.redeem('oidc', state)
    if (pending?.data.provider !== provider.id) throw new ProviderRefused()
    const { claims, idToken } = await this.#exchange(provider, url, { state, ...pending!.data })
    const user = await this.#findOrCreate(claims, pending!.data.invitation, origin)
    if (user.disabledAt) throw new AccountDisabled()
    await this.#applyRole(user, provider, claims, origin)
    const opened = await new OpenSession().handle({ user, origin, hasSecondFactor: true })
    const { id: sessionId } = opened.session
    await ProviderSession.remember({ sessionId, provider: provider.id, idToken })
    return opened
  }

  async #exchange(
    provider: OidcProvider,
    url: URL,
    { state, verifier, nonce }: { state: string; verifier: string; nonce: string }
  ) {
    const configuration = await configurationOf(provider)
    const callback = new URL(redirectUriOf(provider))
    callback.search = url.search
    try {
      const tokens = await client.authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()!
      const idToken = tokens.id_token!
      if (claims.email !== undefined) return { claims: claims as Claims, idToken }
      // Some providers say it only when they are asked.
      const more = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      return { claims: { ...more, ...claims } as Claims, idToken }
    } catch (cause) {
      throw new ProviderRefused(undefined, { cause })
    }
  }

  async #findOrCreate(claims: Claims, invitation: string | undefined, origin: RequestContext) {
    const { iss: issuer, sub: subject } = claims
    const identity = await Identity.findBy({ issuer, subject })
    if (identity) return User.findOrFail(identity.userId)
    if (!claims.email || claims.email_verified !== true) throw new EmailNotVerified()

    const email = User.normalizeEmail(claims.email)
    const existing = await User.findBy({ email })
    if (existing && !existing.emailVerifiedAt) throw new EmailNotVerified()
    const user = existing ?? (await this.#create(email, claims.name, invitation, origin))
    await db.transaction(async (trx) => {
      await Identity.create({ userId: user.id, issuer, subject }, { client: trx })
      const by = { ...origin, actorId: user.id }
      await AuditLog.record('factor.provider_joined', user.id, by, trx, { issuer })
    })
    return user
  }

  async #create(email: string, name = '', invitation: string | undefined, origin: RequestContext) {
    Register.check({ invitation })
    const fullName = name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').slice(0, 200) || null
    // Nobody knows it: the provider signs in, and a forgotten password can be reset.
    const password = randomBytes(32).toString('base64url')
    const user = await new CreateUser().handle({ email, fullName, password, invitation }, origin)
    return user.merge({ emailVerifiedAt: user.createdAt }).save()
  }

  async #applyRole(
    user: User,
    { adminClaim }: OidcProvider,
    claims: Claims,
    origin: RequestContext
  ) {
    if (!adminClaim) return
    const role = roleOf(adminClaim, claims)
    if (role === user.role) return
    try {
      await new UpdateUser().handle({ id: user.id }, { role }, origin)
      user.role = role
    } catch (error) {
      // Somebody has to be left who can administer the service.
      if (!(error instanceof LastAdministrator)) throw error
    }
  }
}

function roleOf(adminClaim: string, claims: Claims): Role {
  const [name, value] = adminClaim.split('=', 2)
  const given = [claims[name]].flat()
  return given.includes(value ?? true) ? 'ADMIN' : 'USER'
}
