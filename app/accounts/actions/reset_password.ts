import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#app/accounts/models/user'
import Session from '#app/accounts/sessions/models/session'
import AccountToken from '#app/accounts/models/account_token'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { hashPassword } from '#app/accounts/auth/passwords'
import Mail from '#app/mail/models/mail'
import { passwordChangedMail } from '#app/accounts/mails'
import { InvalidToken } from '#app/accounts/errors'

/**
 * Sets a new password by a token that was mailed or handed over. Every session and every other
 * such token of the account ends. Throws `InvalidToken` if it is used, expired or unknown.
 */
export class ResetPassword {
  async handle(
    { token, newPassword }: { token: string; newPassword: string },
    origin: RequestContext
  ) {
    const password = await hashPassword(newPassword)
    await db.transaction(async (trx) => {
      const redeemed = await AccountToken.redeem(token, 'password', trx)
      const userId = redeemed?.userId
      if (!userId || !(await User.resetPassword(userId, password, trx))) throw new InvalidToken()
      await AccountToken.revokeAll(userId, 'password', trx)
      const sessionsRevoked = await Session.revokeAll(userId, trx)
      await this.#notify(userId, origin, trx)
      const by = { ...origin, actorId: userId }
      await AuditLog.record('user.password_reset', userId, by, trx, { sessionsRevoked })
    })
  }

  async #notify(userId: string, { requestId }: RequestContext, trx: TransactionClientContract) {
    const { email } = await User.findOrFail(userId, { client: trx })
    const event = `user.password_reset:${requestId}:${userId}`
    await Mail.queue({ event, to: email, userId, message: passwordChangedMail() }, trx)
  }
}
