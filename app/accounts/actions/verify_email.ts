import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import AccountToken from '#app/accounts/models/account_token'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { isUniqueViolation } from '#app/persistence/unique_violation'
import { EmailTaken, InvalidToken } from '#app/accounts/errors'

/**
 * Accepts the address that the token verifies: as the account's verified one, and as its new one if it
 * was about to change. Throws `InvalidToken`, and `EmailTaken` if somebody else has the address
 * meanwhile.
 */
export class VerifyEmail {
  async handle({ token }: { token: string }, origin: RequestContext) {
    try {
      await this.#verify(token, origin)
    } catch (error) {
      throw isUniqueViolation(error) ? new EmailTaken() : error
    }
  }

  #verify(token: string, origin: RequestContext) {
    return db.transaction(async (trx) => {
      const redeemed = await AccountToken.redeem(token, 'email', trx)
      if (!redeemed?.email) throw new InvalidToken()
      const { userId, email } = redeemed
      const user = await User.query({ client: trx }).where({ id: userId }).forUpdate().first()
      if (!user?.isActive) throw new InvalidToken()

      const isNew = user.email !== email
      await user.merge({ email, emailVerifiedAt: DateTime.utc() }).save()
      const by = { ...origin, actorId: userId }
      await AuditLog.record(isNew ? 'user.email_changed' : 'user.email_verified', userId, by, trx)
    })
  }
}
