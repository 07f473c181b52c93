import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Session from '#app/accounts/sessions/models/session'
import RefreshToken from '#app/accounts/sessions/models/refresh_token'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { digestOf } from '#app/accounts/auth/token'
import { Limit } from '#app/http/limits/limit'
import { networkOf } from '#app/http/limits/network'
import { InvalidRefreshToken } from '#app/accounts/sessions/errors'

const perSession = new Limit('refresh')
const failures = new Limit('refreshFailures')

/**
 * Exchanges a refresh token for a new pair; the old pair is dead. A token that comes again after
 * the leeway was stolen, from the owner or by them: its whole session ends. Throws
 * `InvalidRefreshToken` for every token that opens nothing, and `E_TOO_MANY_REQUESTS` after too
 * many of those from one address; a good token counts for its session alone.
 */
export class RefreshSession {
  async handle({ refreshToken, origin }: { refreshToken: string; origin: RequestContext }) {
    const digest = digestOf(refreshToken)
    const opened = await this.#rotate(digest, origin)
    if (opened) return opened
    await failures.take(networkOf(origin.ip ?? ''))
    throw new InvalidRefreshToken()
  }

  async #rotate(digest: Buffer, origin: RequestContext) {
    const sessionId = await RefreshToken.findSession(digest)
    if (!sessionId) return undefined
    await perSession.take(sessionId)
    const { opened, askedAt } = await Session.rotate(digest)
    if (opened) return opened
    await db.transaction(async (trx) => {
      const token = await RefreshToken.findReused(digest, askedAt, trx)
      if (token) await this.#end(token, origin, trx)
    })
  }

  async #end({ sessionId }: RefreshToken, origin: RequestContext, trx: TransactionClientContract) {
    if (!(await Session.revoke(sessionId, trx))) return
    await AuditLog.record('session.refresh_reused', sessionId, origin, trx)
  }
}
