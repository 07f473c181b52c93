import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import Session from '#app/accounts/models/session'
import AccountToken from '#app/accounts/models/account_token'
import AuditLog, { type Origin } from '#app/audit/models/audit_log'
import { hashPassword } from '#app/accounts/auth/passwords'
import { InvalidToken } from '#app/accounts/errors'

/**
 * Sets a new password by a token that was mailed or handed over. Every session and every other
 * such token of the account ends. Throws `InvalidToken` if it is used, expired or unknown.
 */
export class ResetPassword {
  async handle({ token, newPassword }: { token: string; newPassword: string }, origin: Origin) {
    const password = await hashPassword(newPassword)
    await db.transaction(async (trx) => {
      const redeemed = await AccountToken.redeem(token, 'password', trx)
      const userId = redeemed?.userId
      if (!userId || !(await User.resetPassword(userId, password, trx))) throw new InvalidToken()
      await AccountToken.revokeAll(userId, 'password', trx)
      const sessionsRevoked = await Session.revokeAll(userId, trx)
      const by = { ...origin, actorId: userId }
      await AuditLog.record('user.password_reset', userId, by, trx, { sessionsRevoked })
    })
  }
}
