import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User, { type Role } from '#app/accounts/models/user'
import AuditLog, { type Origin } from '#app/audit/models/audit_log'
import { announce } from '#app/persistence/announcements/announce'
import { LastAdministrator, UnknownAccount } from '#app/accounts/errors'

/**
 * Gives an account another role, and returns the one that it had. Throws `UnknownAccount`, and
 * `LastAdministrator` where nobody would be left who may give the role back.
 */
export class ChangeRole {
  async handle({ email, role }: { email: string; role: Role }, origin: Origin) {
    return db.transaction(async (trx) => {
      const administrators = await this.#administrators(trx)
      const user = await User.query({ client: trx }).where({ email }).forUpdate().first()
      if (!user) throw new UnknownAccount()
      const { role: former } = user
      if (former === role) return former
      if (user.isAdmin && administrators.length === 1) throw new LastAdministrator()

      await user.merge({ role }).save()
      // Streams that were opened with the former role end.
      announce(user.id, trx)
      await AuditLog.record('user.role_changed', user.id, origin, trx, { from: former, to: role })
      return former
    })
  }

  // Locked in one order, so that two who lose the role at once do not both think that the other
  // one keeps it.
  #administrators(trx: TransactionClientContract) {
    return User.query({ client: trx }).where({ role: 'ADMIN' }).orderBy('id').forUpdate()
  }
}
