import db from '@adonisjs/lucid/services/db'
import Session from '#app/accounts/sessions/models/session'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { findForUpdate, type AccountKey } from '#app/accounts/find_account'

/** Signs an account out everywhere. Throws `UnknownAccount` or `NotFound`. */
export class RevokeSessions {
  async handle(key: AccountKey, origin: RequestContext) {
    return db.transaction(async (trx) => {
      const { id } = await findForUpdate(key, trx)
      const sessionsRevoked = await Session.revokeAll(id, trx)
      if (sessionsRevoked === 0) return
      await AuditLog.record('session.revoked', id, origin, trx, { sessionsRevoked })
    })
  }
}
