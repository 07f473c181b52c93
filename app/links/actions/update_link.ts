import db from '@adonisjs/lucid/services/db'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { ensureAlbum, type LinkInput, linkValues } from '#app/links/actions/link_values'
import Link from '#app/links/models/link'

/** Changes a link's rules, or closes or opens it. Throws `NotFound` for an album of somebody else. */
export class UpdateLink {
  async handle({ link, changes }: { link: Link; changes: LinkInput }, origin: RequestContext) {
    const values = await linkValues(changes, link)
    const { id, userId } = link
    await db.transaction(async (trx) => {
      await ensureAlbum(values, userId, trx)
      // By its own statement: the counters of the row change all the time.
      if (Object.keys(values).length > 0) await Link.change(id, values, trx)
      const changed = Object.keys(values).sort()
      await AuditLog.record('link.changed', id, origin, trx, { title: values.title, changed })
    })
    return Link.ownedBy({ id: userId }, id)
  }
}
