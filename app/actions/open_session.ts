import db from '@adonisjs/lucid/services/db'
import type User from '#models/user'
import Session from '#models/session'
import AuditLog, { type Origin } from '#models/audit_log'

/** Signs the user in: a new session with its first pair of tokens. */
export class OpenSession {
  async handle({ user, origin }: { user: User; origin: Origin }) {
    return db.transaction(async (trx) => {
      const tokens = await Session.open(user, origin, trx)
      const by = { ...origin, actorId: user.id }
      await AuditLog.record('session.opened', tokens.session.id, by, trx)
      return { user, ...tokens }
    })
  }
}
