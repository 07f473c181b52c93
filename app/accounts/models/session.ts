import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { SessionSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import type User from '#app/accounts/models/user'
import type { Origin } from '#app/audit/models/audit_log'
import AccessToken from '#app/accounts/models/access_token'
import RefreshToken from '#app/accounts/models/refresh_token'
import { announce } from '#app/persistence/announcements/announce'
import { makeToken } from '#app/accounts/auth/token'
import { lifetimes } from '#config/sessions'

/** The only appearance of a session's tokens in clear. */
export interface TokenPair {
  accessToken: string
  accessTokenExpiresAt: DateTime
  refreshToken: string
  refreshTokenExpiresAt: DateTime
}

/**
 * One sign-in: an access token, and a chain of refresh tokens of which only the last one works.
 * It lives until it is revoked, or idle too long; the idle end never passes the absolute one.
 */
export default class Session extends compose(SessionSchema, Identified) {
  /** Begins a session of the user, with its first pair of tokens. */
  static async open(
    user: Pick<User, 'id'>,
    { ip, userAgent }: Pick<Origin, 'ip' | 'userAgent'>,
    trx: TransactionClientContract
  ) {
    const expiresAt = secondsFromNow(lifetimes.session)
    const values = {
      userId: user.id,
      ip: ip ?? null,
      userAgent: userAgent?.slice(0, 512) ?? null,
      lastUsedAt: DateTime.utc(),
      expiresAt,
      idleExpiresAt: DateTime.min(secondsFromNow(lifetimes.idleSession), expiresAt),
    }
    const session = await Session.create(values, { client: trx })
    return { session, ...(await session.#issueTokens(trx)) }
  }

  static alive(client?: TransactionClientContract) {
    return Session.query({ client }).whereNull('revoked_at').whereRaw('idle_expires_at > now()')
  }

  /** Ends the session, and with it all its tokens. False where it had ended before. */
  static async revoke(id: string, trx: TransactionClientContract) {
    const [revoked] = await Session.alive(trx)
      .where({ id })
      .update({ revokedAt: DateTime.utc() })
      .returning('user_id')
    if (!revoked) return false
    // What listens for the user looks whether its session still lives.
    announce(revoked.user_id, trx)
    return true
  }

  /** Ends the user's sessions but for one. Returns how many ended. */
  static async revokeOthers(userId: string, keptId: string, trx: TransactionClientContract) {
    announce(userId, trx)
    const others = Session.alive(trx).where({ userId }).whereNot('id', keptId)
    return Number(await others.update({ revokedAt: DateTime.utc() }))
  }

  /** Makes a pair of tokens, which do not outlive the session. */
  async #issueTokens(trx: TransactionClientContract): Promise<TokenPair> {
    const sessionId = this.id
    const access = makeToken('mi_access')
    const refresh = makeToken('mi_refresh')
    const accessEnd = DateTime.min(secondsFromNow(lifetimes.accessToken), this.expiresAt)
    const refreshEnd = DateTime.min(secondsFromNow(lifetimes.refreshToken), this.expiresAt)
    const client = { client: trx }
    await AccessToken.create({ sessionId, hash: access.hash, expiresAt: accessEnd }, client)
    await RefreshToken.create({ sessionId, hash: refresh.hash, expiresAt: refreshEnd }, client)
    return {
      accessToken: access.value,
      accessTokenExpiresAt: accessEnd,
      refreshToken: refresh.value,
      refreshTokenExpiresAt: refreshEnd,
    }
  }
}

function secondsFromNow(seconds: number) {
  return DateTime.utc().plus({ seconds })
}
