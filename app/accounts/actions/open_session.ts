import db from '@adonisjs/lucid/services/db'
import type User from '#app/accounts/models/user'
import Session from '#app/accounts/models/session'
import { InvalidCredentials } from '#app/accounts/errors'
import AuditLog, { type Origin } from '#app/audit/models/audit_log'

/**
 * Signs the user in: a new session with its first pair of tokens. Throws `InvalidCredentials`
 * if since the user was read the password was changed or the account disabled, for that ended all
 * sessions.
 */
export class OpenSession {
  async handle({ user, origin }: { user: User; origin: Origin }) {
    return db.transaction(async (trx) => {
      if (!(await user.holdActive(trx))) throw new InvalidCredentials()
      const tokens = await Session.open(user, origin, trx)
      const by = { ...origin, actorId: user.id }
      await AuditLog.record('session.opened', tokens.session.id, by, trx)
      return { user, ...tokens }
    })
  }
}
