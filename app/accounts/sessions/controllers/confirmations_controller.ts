import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { ConfirmSession } from '#app/accounts/sessions/actions/confirm_session'
import { confirmationValidator } from '#app/accounts/sessions/validators'

export default class ConfirmationsController {
  /**
   * @store
   * @operationId confirmSession
   * @summary Confirm who you are, for calls that need it
   * @description Counts for ten minutes, as signing in does.
   */
  async store(ctx: HttpContext) {
    const proof = await ctx.request.validateUsing(confirmationValidator)
    const { id: userId } = ctx.auth.getUserOrFail()
    const sessionId = ctx.auth.use('api').sessionId!
    await new ConfirmSession().handle({ userId, sessionId, ...proof }, requestContextOf(ctx))
    ctx.response.noContent()
  }
}
