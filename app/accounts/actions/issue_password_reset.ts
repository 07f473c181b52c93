import db from '@adonisjs/lucid/services/db'
import AccountToken from '#app/accounts/models/account_token'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { findForUpdate, type AccountKey } from '#app/accounts/find_account'
import { resetLink } from '#app/accounts/links'
import { tokenLifetimes } from '#config/account_tokens'

/**
 * A link with which somebody sets a new password for the account: once, and within an hour. The
 * administrator hands it over. Throws `UnknownAccount` or `NotFound`.
 */
export class IssuePasswordReset {
  async handle(key: AccountKey, baseUrl: string, origin: RequestContext) {
    return db.transaction(async (trx) => {
      const { id: userId } = await findForUpdate(key, trx)
      const values = { userId, purpose: 'password', expiresIn: tokenLifetimes.password } as const
      const { token, expiresAt } = await AccountToken.issue(values, trx)
      await AuditLog.record('user.password_reset_issued', userId, origin, trx)
      return { url: resetLink(baseUrl, token), expiresAt }
    })
  }
}
