import db from '@adonisjs/lucid/services/db'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { ensureAlbum, type LinkInput, linkValues } from '#app/links/actions/link_values'
import { TooManyLinks } from '#app/links/errors'
import Link from '#app/links/models/link'
import { maxLinks } from '#config/links'

type NewLink = LinkInput & { title: string; userId: string }

/** Creates an upload link. Throws `TooManyLinks`, or `NotFound` for an album of somebody else. */
export class CreateLink {
  async handle({ userId, ...input }: NewLink, origin: RequestContext) {
    const values = await linkValues(input)
    const { id } = await db.transaction(async (trx) => {
      // Held, so that the links that are counted are all there are.
      await trx.rawQuery('select from users where id = ? for no key update', [userId])
      const [{ total }] = await trx.from('links').where('user_id', userId).count('* as total')
      if (Number(total) >= maxLinks) throw new TooManyLinks()
      await ensureAlbum(values, userId, trx)

      const link = await Link.open({ ...(values as LinkValuesOf), userId }, trx)
      await AuditLog.record('link.created', link.id, origin, trx, { title: link.title })
      return link
    })
    return Link.ownedBy({ id: userId }, id)
  }
}

type LinkValuesOf = Parameters<typeof Link.open>[0]
