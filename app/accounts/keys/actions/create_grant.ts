import db from '@adonisjs/lucid/services/db'
import Grant, { type NewGrant } from '#app/accounts/keys/models/grant'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { TooManyGrants } from '#app/accounts/keys/errors'
import { maxGrants } from '#config/grants'

/** Creates a grant of the user. Throws `TooManyGrants`. */
export class CreateGrant {
  async handle(input: NewGrant, origin: RequestContext) {
    return db.transaction(async (trx) => {
      // Held, so that the grants that are counted are all there are.
      await trx.rawQuery('select from users where id = ? for no key update', [input.userId])
      const [{ $extras }] = await Grant.liveOf(input.userId, trx).count('* as total')
      if (Number($extras.total) >= maxGrants) throw new TooManyGrants()

      const opened = await Grant.open(input, trx)
      const { id, maxAssets, maxBytes } = opened.grant
      await AuditLog.record('grant.created', id, origin, trx, { maxAssets, maxBytes })
      return opened
    })
  }
}
