import type { HttpContext } from '@adonisjs/core/http'
import User from '#app/accounts/models/user'
import TotpFactor from '#app/accounts/factors/models/totp_factor'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { TurnOnTotp } from '#app/accounts/factors/actions/turn_on_totp'
import { TurnOffTotp } from '#app/accounts/factors/actions/turn_off_totp'
import { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import { useCode } from '#app/accounts/factors/second_factor'
import { TotpAlreadyOn } from '#app/accounts/factors/errors'
import {
  codeValidator,
  totpRemovalValidator,
  totpValidator,
} from '#app/accounts/factors/validators'

export default class TotpController {
  /**
   * @store
   * @operationId proposeTotp
   * @summary Get a secret for an authenticator app
   * @description Codes are asked for at sign-in once the first one has been confirmed.
   */
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(totpValidator)
    const user = await User.findOrFail(ctx.auth.getUserOrFail().id)
    const proposed = await TotpFactor.propose(user)
    if (!proposed) throw new TotpAlreadyOn()
    ctx.response.created({ data: proposed })
  }

  /**
   * @confirm
   * @operationId confirmTotp
   * @summary Turn codes on as a second factor
   * @description Answers with ten recovery codes, which are shown only once.
   */
  async confirm(ctx: HttpContext) {
    const { code } = await ctx.request.validateUsing(codeValidator)
    const { id: userId } = ctx.auth.getUserOrFail()
    const sessionId = ctx.auth.use('api').sessionId!
    const by = { userId, sessionId, code }
    return { data: { recoveryCodes: await new TurnOnTotp().handle(by, requestContextOf(ctx)) } }
  }

  /**
   * @destroy
   * @operationId disableTotp
   * @summary Turn codes off as a second factor
   */
  async destroy(ctx: HttpContext) {
    const { code } = await ctx.request.validateUsing(totpRemovalValidator)
    const user = await User.findOrFail(ctx.auth.getUserOrFail().id)
    const attempts = SignInAttempts.ofDevice(ctx.auth.use('api').sessionId!)
    await useCode({ user, code, attempts }, requestContextOf(ctx))
    await new TurnOffTotp().handle(user.id, requestContextOf(ctx))
    ctx.response.noContent()
  }
}
