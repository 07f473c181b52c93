import db from '@adonisjs/lucid/services/db'
import Invitation from '#app/accounts/models/invitation'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { NotFound } from '#app/http/exceptions/errors'

/** Revokes an open invitation. Throws `NotFound` if there is none with this id. */
export class RevokeInvitation {
  async handle({ id }: { id: string }, origin: RequestContext) {
    await db.transaction(async (trx) => {
      const [revoked] = await Invitation.valid(trx).where({ id }).delete()
      if (!Number(revoked)) throw new NotFound()
      await AuditLog.record('invitation.revoked', id, origin, trx)
    })
  }
}
