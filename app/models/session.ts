import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { SessionSchema } from '#database/schema'
import { Identified } from '#models/mixins/identified'
import type User from '#models/user'
import type { Origin } from '#models/audit_log'
import AccessToken from '#models/access_token'
import RefreshToken from '#models/refresh_token'
import { makeToken } from '#auth/token'
import { lifetimes } from '#config/sessions'

/** The only appearance of a session's tokens in clear. */
export interface TokenPair {
  session: Session
  accessToken: string
  accessTokenExpiresAt: DateTime
  refreshToken: string
  refreshTokenExpiresAt: DateTime
}

/** One sign-in: an access token, and a chain of refresh tokens of which only the last one works. */
export default class Session extends compose(SessionSchema, Identified) {
  /** Begins a session of the user, with its first pair of tokens. */
  static async open(
    user: User,
    { ip, userAgent }: Pick<Origin, 'ip' | 'userAgent'>,
    trx: TransactionClientContract
  ) {
    const now = DateTime.utc()
    const values = {
      userId: user.id,
      ip,
      userAgent: userAgent?.slice(0, 512),
      lastUsedAt: now,
      expiresAt: now.plus({ seconds: lifetimes.session }),
      idleExpiresAt: now.plus({ seconds: lifetimes.idleSession }),
    }
    const session = await Session.create(values, { client: trx })
    return session.issueTokens(trx)
  }

  /** Ends the session, and with it all its tokens. False where it had ended before. */
  static async revoke(id: string, trx: TransactionClientContract) {
    const revoked = await Session.query({ client: trx })
      .where({ id })
      .whereNull('revoked_at')
      .update({ revokedAt: DateTime.utc() })
    return Number(revoked) === 1
  }

  /** Makes the next pair of tokens. Neither outlives the session. */
  async issueTokens(trx: TransactionClientContract): Promise<TokenPair> {
    const access = makeToken('mi_access')
    const refresh = makeToken('mi_refresh')
    const accessTokenExpiresAt = this.#endAfter(lifetimes.accessToken)
    const refreshTokenExpiresAt = this.#endAfter(lifetimes.refreshToken)
    await AccessToken.create(
      { sessionId: this.id, hash: access.hash, expiresAt: accessTokenExpiresAt },
      { client: trx }
    )
    await RefreshToken.create(
      { sessionId: this.id, hash: refresh.hash, expiresAt: refreshTokenExpiresAt },
      { client: trx }
    )
    return {
      session: this,
      accessToken: access.value,
      accessTokenExpiresAt,
      refreshToken: refresh.value,
      refreshTokenExpiresAt,
    }
  }

  #endAfter(seconds: number) {
    return DateTime.min(DateTime.utc().plus({ seconds }), this.expiresAt)
  }
}
