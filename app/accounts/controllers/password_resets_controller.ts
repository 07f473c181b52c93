import type { HttpContext } from '@adonisjs/core/http'
import { iso } from '#app/http/iso'
import { baseUrl } from '#app/http/base_url'
import AccountToken from '#app/accounts/models/account_token'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { IssuePasswordReset } from '#app/accounts/actions/issue_password_reset'
import { RequestPasswordReset } from '#app/accounts/actions/request_password_reset'
import { ResetPassword } from '#app/accounts/actions/reset_password'
import { emailValidator, passwordResetValidator } from '#app/accounts/validators'
import { InvalidToken } from '#app/accounts/errors'

export default class PasswordResetsController {
  /**
   * @store
   * @operationId issuePasswordReset
   * @summary Issue a link with which a new password is set, to hand over
   * @description It works once and for an hour, and is shown only here.
   */
  async store(ctx: HttpContext) {
    const reset = new IssuePasswordReset()
    const { url, expiresAt } = await reset.handle(
      { id: ctx.params.id },
      baseUrl(ctx),
      requestContextOf(ctx)
    )
    ctx.response.created({ data: { url, expiresAt: iso(expiresAt) } })
  }

  /**
   * @request
   * @operationId requestPasswordReset
   * @summary Ask for a mail with which a new password is set
   * @description The answer is the same, in the same time, whether or not there is such an account.
   */
  async request(ctx: HttpContext) {
    const given = await ctx.request.validateUsing(emailValidator)
    await new RequestPasswordReset().handle(given, requestContextOf(ctx))
    ctx.response.status(202).send(null)
  }

  /**
   * @update
   * @operationId resetPassword
   * @summary Set a new password by a token that was mailed or handed over
   * @description Every session and every other such token of the account ends.
   */
  async update(ctx: HttpContext) {
    const owner = await this.#ownerOf(ctx.request.input('token'))
    const meta = { email: owner?.email ?? '' }
    const given = await ctx.request.validateUsing(passwordResetValidator, { meta })
    // Before a hash is made: an invented token costs one query.
    if (!owner) throw new InvalidToken()
    await new ResetPassword().handle(given, requestContextOf(ctx))
    ctx.response.noContent()
  }

  #ownerOf(token: unknown) {
    return typeof token === 'string' ? AccountToken.ownerOf(token, 'password') : null
  }
}
