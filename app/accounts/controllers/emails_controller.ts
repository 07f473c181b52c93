import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import { AccountMailLimit } from '#app/accounts/account_mail_limit'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { ChangeEmail } from '#app/accounts/actions/change_email'
import { sendVerification } from '#app/accounts/actions/send_verification'
import { VerifyEmail } from '#app/accounts/actions/verify_email'
import { emailChangeValidator, emailTokenValidator } from '#app/accounts/validators'

export default class EmailsController {
  /**
   * @update
   * @operationId changeEmail
   * @summary Change the email
   * @description It changes when the link that is mailed to the new address is used; the old address is notified. Without mail it changes immediately.
   */
  async update(ctx: HttpContext) {
    const { email } = await ctx.request.validateUsing(emailChangeValidator)
    const user = await User.findOrFail(ctx.auth.getUserOrFail().id)
    await new AccountMailLimit(user.email, ctx.request.ip()).take()
    await new ChangeEmail().handle({ user, email }, requestContextOf(ctx))
    ctx.response.status(202).send(null)
  }

  /**
   * @verify
   * @operationId verifyEmail
   * @summary Verify an email with the token that was mailed to it
   */
  async verify(ctx: HttpContext) {
    const given = await ctx.request.validateUsing(emailTokenValidator)
    await new VerifyEmail().handle(given, requestContextOf(ctx))
    ctx.response.noContent()
  }

  /**
   * @sendAgain
   * @operationId sendVerification
   * @summary Mail the verification link again
   */
  async sendAgain({ auth, request, response }: HttpContext) {
    const user = await User.findOrFail(auth.getUserOrFail().id)
    await new AccountMailLimit(user.email, request.ip()).take()
    if (!user.emailVerifiedAt)
      await db.transaction((trx) => sendVerification(user, user.email, trx))
    response.status(202).send(null)
  }
}
