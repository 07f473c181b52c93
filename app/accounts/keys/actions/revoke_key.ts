import db from '@adonisjs/lucid/services/db'
import Key from '#app/accounts/keys/models/key'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { NotFound } from '#app/http/exceptions/errors'

/** Revokes a key at once, on every node. Throws `NotFound` if the user has no such key. */
export class RevokeKey {
  async handle({ id, userId }: { id: string; userId: string }, origin: RequestContext) {
    await db.transaction(async (trx) => {
      if (!(await Key.revoke(id, userId, trx))) throw new NotFound()
      await AuditLog.record('key.revoked', id, origin, trx)
    })
  }
}
