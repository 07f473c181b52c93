import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import Mail from '#app/mail/models/mail'
import { emailChangeNotice } from '#app/accounts/mails'
import { sendVerification } from '#app/accounts/actions/send_verification'
import { isUniqueViolation } from '#app/persistence/unique_violation'
import { EmailTaken } from '#app/accounts/errors'
import { isMailEnabled } from '#config/mail'

/**
 * Begins a change of email: a link is mailed to the new address and a notice to the old one. The
 * address changes when the link is used. Without mail nobody could use one: then it changes at once
 * and counts as not verified. Throws `EmailTaken`.
 */
export class ChangeEmail {
  async handle({ user, email }: { user: User; email: string }, origin: RequestContext) {
    if (email === user.email) return
    if (await User.findBy({ email })) throw new EmailTaken()
    if (!isMailEnabled()) return this.#changeAtOnce(user, email, origin)

    await db.transaction(async (trx) => {
      await sendVerification(user, email, trx)
      const event = `user.email_change_requested:${origin.requestId}:${user.id}`
      const message = emailChangeNotice(email)
      await Mail.queue({ event, to: user.email, userId: user.id, message }, trx)
      await AuditLog.record('user.email_change_requested', user.id, origin, trx)
    })
  }

  async #changeAtOnce(user: User, email: string, origin: RequestContext) {
    try {
      await db.transaction(async (trx) => {
        await user.useTransaction(trx).merge({ email, emailVerifiedAt: null }).save()
        await AuditLog.record('user.email_changed', user.id, origin, trx)
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new EmailTaken() : error
    }
  }
}
