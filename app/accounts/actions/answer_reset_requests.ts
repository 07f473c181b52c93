import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#app/accounts/models/user'
import AccountToken from '#app/accounts/models/account_token'
import ResetRequest from '#app/accounts/models/reset_request'
import AuditLog from '#app/audit/models/audit_log'
import Mail from '#app/mail/models/mail'
import { resetMail } from '#app/accounts/mails'
import { tokenLifetimes } from '#config/account_tokens'

/**
 * Mails a link to who asked for a new password and has an active account. A request goes in the
 * transaction that queues its mail. Returns how many requests it answered.
 */
export class AnswerResetRequests {
  async handle({ limit = 100 } = {}) {
    return db.transaction(async (trx) => {
      const requests = await ResetRequest.query({ client: trx })
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked()
      for (const request of requests) await this.#answer(request, trx)
      return requests.length
    })
  }

  async #answer(request: ResetRequest, trx: TransactionClientContract) {
    const { id, email, requestId, ip } = request
    await request.useTransaction(trx).delete()
    const user = await User.query({ client: trx }).where({ email }).first()
    if (!user?.isActive) return
    const expiresIn = tokenLifetimes.password
    const values = { userId: user.id, purpose: 'password', expiresIn } as const
    const { token } = await AccountToken.issue(values, trx)
    const message = resetMail(token)
    const event = `user.password_reset_requested:${id}`
    await Mail.queue({ event, to: email, userId: user.id, message, expiresIn }, trx)
    const origin = { actorId: null, requestId, ip }
    await AuditLog.record('user.password_reset_requested', user.id, origin, trx)
  }
}
