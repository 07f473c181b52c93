import db from '@adonisjs/lucid/services/db'
import Session from '#app/accounts/sessions/models/session'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'

/** Ends a session: its tokens are dead at once, on every node. Ending it twice changes nothing. */
export class RevokeSession {
  async handle({ id, origin }: { id: string; origin: RequestContext }) {
    await db.transaction(async (trx) => {
      if (!(await Session.revoke(id, trx))) return
      await AuditLog.record('session.revoked', id, origin, trx)
    })
  }
}
