import db from '@adonisjs/lucid/services/db'
import Archive from '#app/archives/models/archive'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import type Share from '#app/sharing/models/share'

/** Ends a share at once, on every node. Its assets stay. */
export class RevokeShare {
  async handle({ share, origin }: { share: Share; origin: RequestContext }) {
    const { id, title, views, downloads } = share
    await db.transaction(async (trx) => {
      if (!(await share.revoke(trx))) return
      await Archive.endShare(id, trx)
      await AuditLog.record('share.revoked', id, origin, trx, { title, views, downloads })
    })
  }
}
