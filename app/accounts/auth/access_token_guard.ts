import { errors, symbols } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import type { GuardContract } from '@adonisjs/auth/types'
import db from '@adonisjs/lucid/services/db'
import Session from '#app/accounts/sessions/models/session'
import { digestOf } from '#app/accounts/auth/token'
import { type Bearer, findBearer, type Principal } from '#app/accounts/auth/bearer'
import { findGrant } from '#app/accounts/auth/find_grant'
import { findKey } from '#app/accounts/auth/find_key'
import { noteUse } from '#app/accounts/auth/last_used'
import { isSecondFactorRequired } from '#config/factors'

const BEARER = /^bearer +(mi_(access|key|grant)_[\w-]{43})$/i

/** How the token of each kind is looked up. */
const FINDERS: Record<string, typeof findBearer> = {
  access: findBearer,
  key: findKey,
  grant: findGrant,
}

/**
 * Signs a request in by its access token, key or grant: one indexed query, and no write. A token is
 * valid while it and its session last, by the database's clock.
 */
export class AccessTokenGuard implements GuardContract<Principal> {
  declare [symbols.GUARD_KNOWN_EVENTS]: never
  readonly driverName = 'access_token'
  isAuthenticated = false
  authenticationAttempted = false
  user?: Principal
  /** The session that an access token belongs to. */
  sessionId?: string
  /** Whether the user signed in or confirmed who they are within ten minutes. */
  isConfirmed = false
  /** The service made the password up, and the user has not chosen one yet. */
  mustChangePassword = false
  /** A second factor is required of the user, and the session was opened without one. */
  lacksSecondFactor = false
  #find?: () => Promise<Bearer | undefined>
  #expiresAt = 0

  constructor(private ctx: HttpContext) {}

  async authenticate() {
    if (this.authenticationAttempted) return this.getUserOrFail()
    this.authenticationAttempted = true

    const [, token, kind] = BEARER.exec(this.ctx.request.header('authorization', '')!) ?? []
    const find = kind && FINDERS[kind]
    if (find) this.#find = () => find(digestOf(token))
    const bearer = await this.#find?.()
    if (!bearer) throw this.#refusal()

    this.user = bearer.user
    this.sessionId = bearer.sessionId
    this.isConfirmed = bearer.isConfirmed ?? false
    this.mustChangePassword = bearer.mustChangePassword ?? false
    this.lacksSecondFactor =
      bearer.hasSecondFactor === false && isSecondFactorRequired(bearer.user.role)
    this.#expiresAt = performance.now() + bearer.secondsLeft * 1_000
    this.isAuthenticated = true
    if (bearer.isStale) noteUse(bearer)
    return this.user
  }

  async check() {
    try {
      await this.authenticate()
      return true
    } catch (error) {
      if (error instanceof errors.E_UNAUTHORIZED_ACCESS) return false
      throw error
    }
  }

  getUserOrFail() {
    if (!this.user) throw this.#refusal()
    return this.user
  }

  /**
   * Whether the token would sign in the same user with the same role now: for what outlasts its
   * request.
   */
  async isStillValid() {
    const bearer = await this.#find?.()
    return bearer?.user.role === this.user?.role
  }

  /** Until the token expires, in milliseconds. */
  get millisecondsLeft() {
    return Math.max(0, this.#expiresAt - performance.now())
  }

  /** Opens a session for the tests' client. */
  async authenticateAsClient(user: Principal) {
    const { accessToken } = await db.transaction((trx) => Session.open(user, {}, trx))
    return { headers: { authorization: `Bearer ${accessToken}` } }
  }

  #refusal() {
    return new errors.E_UNAUTHORIZED_ACCESS('Unauthorized access', {
      guardDriverName: this.driverName,
    })
  }
}
