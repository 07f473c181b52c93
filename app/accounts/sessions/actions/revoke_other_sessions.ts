import db from '@adonisjs/lucid/services/db'
import Session from '#app/accounts/sessions/models/session'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'

interface Kept {
  userId: string
  keptId: string
  origin: RequestContext
}

/** Signs the user out everywhere else. */
export class RevokeOtherSessions {
  async handle({ userId, keptId, origin }: Kept) {
    await db.transaction(async (trx) => {
      const sessionsRevoked = await Session.revokeOthers(userId, keptId, trx)
      if (sessionsRevoked === 0) return
      await AuditLog.record('session.revoked', userId, origin, trx, { sessionsRevoked })
    })
  }
}
