import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#models/user'
import Session from '#models/session'
import RefreshToken from '#models/refresh_token'
import AuditLog, { type Origin } from '#models/audit_log'
import { digestOf } from '#auth/token'
import { InvalidRefreshToken } from '#exceptions/auth_errors'

/**
 * Exchanges a refresh token for a new pair; the old pair is dead. A token that comes again after
 * the leeway was stolen, from the owner or by them: its whole session ends. Throws
 * `InvalidRefreshToken` for every token that opens nothing.
 */
export class RefreshSession {
  async handle({ refreshToken, origin }: { refreshToken: string; origin: Origin }) {
    const hash = digestOf(refreshToken)
    const opened = await db.transaction(async (trx) => {
      const sessionId = await RefreshToken.use(hash, trx)
      if (sessionId) return this.#renew(sessionId, trx)
      await this.#endIfStolen(hash, origin, trx)
      return null
    })
    if (!opened) throw new InvalidRefreshToken()
    return opened
  }

  async #renew(sessionId: string, trx: TransactionClientContract) {
    const session = await Session.alive(trx).where('id', sessionId).forUpdate().first()
    if (!session) return null
    const user = await User.findOrFail(session.userId, { client: trx })
    return { user, ...(await session.renew(trx)) }
  }

  async #endIfStolen(hash: Buffer, origin: Origin, trx: TransactionClientContract) {
    const token = await RefreshToken.findReused(hash, trx)
    if (!token || !(await Session.revoke(token.sessionId, trx))) return
    await AuditLog.record('session.refresh_reused', token.sessionId, origin, trx)
  }
}
