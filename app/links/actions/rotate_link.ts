import db from '@adonisjs/lucid/services/db'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import Link from '#app/links/models/link'
import { announce } from '#app/persistence/announcements/announce'

/** Gives the link another URL; the old one and its visits end at once. */
export class RotateLink {
  async handle({ link }: { link: Link }, origin: RequestContext) {
    const { id, userId, version } = link
    await db.transaction(async (trx) => {
      // Of two at once one rotates, and both return the same URL.
      if (!(await Link.rotate(id, version, trx))) return
      // What listens with a visit looks whether it is still valid.
      announce(userId, trx)
      await AuditLog.record('link.rotated', id, origin, trx)
    })
    return Link.ownedBy({ id: userId }, id)
  }
}
