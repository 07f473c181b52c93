import db from '@adonisjs/lucid/services/db'
import Key, { type NewKey } from '#app/accounts/keys/models/key'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { TooManyKeys } from '#app/accounts/keys/errors'

const MAX_KEYS = 100

/** Creates a key of the user. Throws `TooManyKeys`. */
export class CreateKey {
  async handle(input: NewKey, origin: RequestContext) {
    return db.transaction(async (trx) => {
      // Held, so that the keys that are counted are all there are.
      await trx.from('users').where('id', input.userId).forUpdate().select('id')
      const [{ $extras }] = await Key.ownedBy(input.userId, trx).count('* as total')
      if (Number($extras.total) >= MAX_KEYS) throw new TooManyKeys()

      const { key, value } = await Key.open(input, trx)
      const { name, scopes } = key
      await AuditLog.record('key.created', key.id, origin, trx, { name, scopes })
      return { key, value }
    })
  }
}
