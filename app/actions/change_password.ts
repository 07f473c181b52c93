import db from '@adonisjs/lucid/services/db'
import type User from '#models/user'
import Session from '#models/session'
import AuditLog, { type Origin } from '#models/audit_log'
import { hashPassword, verifyPassword } from '#auth/passwords'
import { WrongCurrentPassword } from '#exceptions/auth_errors'

export interface PasswordChange {
  user: User
  /** The session that goes on; every other one of the user ends. */
  sessionId: string
  currentPassword: string
  newPassword: string
}

/** Changes a password. Throws `WrongCurrentPassword`, also where somebody else was first. */
export class ChangePassword {
  async handle({ user, sessionId, currentPassword, newPassword }: PasswordChange, origin: Origin) {
    const { password: former } = user
    if (!(await verifyPassword(currentPassword, former))) throw new WrongCurrentPassword()
    const password = await hashPassword(newPassword)

    await db.transaction(async (trx) => {
      if (!(await user.replacePassword(former, password, trx))) throw new WrongCurrentPassword()
      const sessionsRevoked = await Session.revokeOthers(user.id, sessionId, trx)
      await AuditLog.record('user.password_changed', user.id, origin, trx, { sessionsRevoked })
    })
  }
}
