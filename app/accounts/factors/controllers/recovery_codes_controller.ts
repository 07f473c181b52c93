import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { RenewRecoveryCodes } from '#app/accounts/factors/actions/renew_recovery_codes'
import { totpValidator } from '#app/accounts/factors/validators'

export default class RecoveryCodesController {
  /**
   * @store
   * @operationId renewRecoveryCodes
   * @summary Replace the recovery codes
   * @description Answers with ten new codes, which are shown only once.
   */
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(totpValidator)
    const { id } = ctx.auth.getUserOrFail()
    const recoveryCodes = await new RenewRecoveryCodes().handle(id, requestContextOf(ctx))
    return { data: { recoveryCodes } }
  }
}
