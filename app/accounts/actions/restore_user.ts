import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { findForUpdate, type AccountKey } from '#app/accounts/find_account'
import { ErasureStarted } from '#app/accounts/errors'

/**
 * Cancels the erasure of an account, which then works as before. One that is not to be erased stays
 * as it is. Throws `ErasureStarted`, `UnknownAccount` or `NotFound`.
 */
export class RestoreUser {
  async handle(key: AccountKey, origin: RequestContext) {
    return db.transaction(async (trx) => {
      const user = await findForUpdate(key, trx)
      if (!user.eraseAt) return user
      if (!(await User.cancelErasure(user.id, trx))) throw new ErasureStarted()
      await AuditLog.record('user.restored', user.id, origin, trx)
      return user.refresh()
    })
  }
}
