import ResetRequest from '#app/accounts/models/reset_request'
import { AccountMailLimit } from '#app/accounts/account_mail_limit'
import type { RequestContext } from '#app/audit/models/audit_log'
import { isMailEnabled } from '#config/mail'

/**
 * Notes that the owner of this email asked for a new password. It looks for no account, so that
 * the answer says nothing about one. Throws `E_TOO_MANY_REQUESTS`, for every email alike.
 */
export class RequestPasswordReset {
  async handle({ email }: { email: string }, { requestId, ip }: RequestContext) {
    await new AccountMailLimit(email, ip).take()
    if (!isMailEnabled()) return
    await ResetRequest.create({ email, requestId, ip })
  }
}
