import db from '@adonisjs/lucid/services/db'
import type User from '#app/accounts/models/user'
import Session from '#app/accounts/sessions/models/session'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { hashPassword, normalizePassword, verifyPassword } from '#app/accounts/auth/passwords'
import { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import Mail from '#app/mail/models/mail'
import { passwordChangedMail } from '#app/accounts/mails'
import { SamePassword, WrongCurrentPassword } from '#app/accounts/errors'

export interface PasswordChange {
  user: User
  /** The session to keep; all others of the user end. */
  sessionId: string
  currentPassword: string
  newPassword: string
}

/**
 * Changes a password. Throws `WrongCurrentPassword`, also if somebody else was first, and
 * `E_TOO_MANY_REQUESTS` after too many guesses by this session.
 */
export class ChangePassword {
  async handle(
    { user, sessionId, currentPassword, newPassword }: PasswordChange,
    origin: RequestContext
  ) {
    const attempts = SignInAttempts.ofDevice(sessionId)
    await attempts.admit()
    const turn = { lane: user.id, isKnown: true }
    const { password: former } = user
    if (
      !(await verifyPassword(currentPassword, former, { beforehand: () => attempts.check(), turn }))
    ) {
      await attempts.countFailure()
      throw new WrongCurrentPassword()
    }
    if (user.mustChangePassword && normalizePassword(currentPassword) === newPassword) {
      throw new SamePassword()
    }
    const password = await hashPassword(newPassword, turn)

    await db.transaction(async (trx) => {
      if (!(await user.replacePassword(former, password, trx))) throw new WrongCurrentPassword()
      const sessionsRevoked = await Session.revokeOthers(user.id, sessionId, trx)
      const event = `user.password_changed:${origin.requestId}:${user.id}`
      const mail = { event, to: user.email, userId: user.id, message: passwordChangedMail() }
      await Mail.queue(mail, trx)
      await AuditLog.record('user.password_changed', user.id, origin, trx, { sessionsRevoked })
    })
  }
}
