import db from '@adonisjs/lucid/services/db'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { NotFound } from '#app/http/exceptions/errors'
import Link from '#app/links/models/link'
import { announce } from '#app/persistence/announcements/announce'

/**
 * Revokes a link at once, on every node, with its visits and the uploads that have not arrived.
 * What has arrived stays. Throws `NotFound` if it is gone.
 */
export class RevokeLink {
  async handle({ link }: { link: Link }, origin: RequestContext) {
    const { id, userId, title } = link
    await db.transaction(async (trx) => {
      if (!(await Link.revoke(id, trx))) throw new NotFound()
      announce(userId, trx)
      await AuditLog.record('link.revoked', id, origin, trx, { title })
    })
  }
}
