import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import Session from '#app/accounts/sessions/models/session'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { findForUpdate, type AccountKey } from '#app/accounts/find_account'
import Mail from '#app/mail/models/mail'
import { erasureMail } from '#app/accounts/mails'
import { LastAdministrator } from '#app/accounts/errors'
import { eraseAfterSeconds } from '#config/erasure'

/**
 * Stops the account at once and schedules its erasure; asked again, it keeps the first time.
 * Returns when it is erased. Throws `LastAdministrator`, `UnknownAccount` or `NotFound`.
 */
export class RequestErasure {
  async handle(key: AccountKey, origin: RequestContext) {
    return db.transaction(async (trx) => {
      const administrators = await User.lockAdministrators(trx)
      const user = await findForUpdate(key, trx)
      const isLast = administrators.length === 1 && administrators[0].id === user.id
      if (isLast) throw new LastAdministrator()

      const eraseAt = await User.scheduleErasure(user.id, eraseAfterSeconds, trx)
      if (user.eraseAt) return { user, eraseAt }
      const sessionsRevoked = await Session.revokeAll(user.id, trx)
      const payload = { eraseAt: eraseAt.toUTC().toISO(), sessionsRevoked }
      const event = `user.erasure_requested:${user.id}:${eraseAt.toMillis()}`
      const mail = { event, to: user.email, userId: user.id, message: erasureMail(eraseAt) }
      await Mail.queue(mail, trx)
      await AuditLog.record('user.erasure_requested', user.id, origin, trx, payload)
      return { user, eraseAt }
    })
  }
}
