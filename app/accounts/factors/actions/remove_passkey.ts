import db from '@adonisjs/lucid/services/db'
import Passkey from '#app/accounts/factors/models/passkey'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { NotFound } from '#app/http/exceptions/errors'

/** Removes one of the user's passkeys. Throws `NotFound`. */
export class RemovePasskey {
  async handle({ id, userId }: { id: string; userId: string }, origin: RequestContext) {
    await db.transaction(async (trx) => {
      const removed = await Passkey.query({ client: trx }).where({ id, userId }).delete()
      if (Number(removed) === 0) throw new NotFound()
      await AuditLog.record('factor.passkey_removed', userId, origin, trx, { passkeyId: id })
    })
  }
}
