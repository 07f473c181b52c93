import db from '@adonisjs/lucid/services/db'
import Grant from '#app/accounts/keys/models/grant'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { NotFound } from '#app/http/exceptions/errors'

/** Revokes a grant at once, on every node. Throws `NotFound` if the user has no such grant. */
export class RevokeGrant {
  async handle({ id, userId }: { id: string; userId: string }, origin: RequestContext) {
    await db.transaction(async (trx) => {
      if (!(await Grant.revoke(id, userId, trx))) throw new NotFound()
      await AuditLog.record('grant.revoked', id, origin, trx)
    })
  }
}
