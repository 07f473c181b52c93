import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { handOver, readRefreshCookie, wantsRefreshCookie } from '#app/accounts/auth/refresh_cookie'
import { RefreshSession } from '#app/accounts/sessions/actions/refresh_session'
import { refreshValidator } from '#app/accounts/sessions/validators'
import SignInTransformer from '#app/accounts/sessions/transformers/sign_in_transformer'

export default class RefreshesController {
  /**
   * @store
   * @operationId refreshSession
   * @summary Trade the refresh token for a new pair of tokens
   * @description A refresh token works once. Used again more than ten seconds later, it ends the whole session.
   */
  async store(ctx: HttpContext) {
    const refreshToken = await this.#refreshToken(ctx)
    const opened = await new RefreshSession().handle({
      refreshToken,
      origin: requestContextOf(ctx),
    })
    return ctx.serialize(SignInTransformer.transform(handOver(opened, ctx)))
  }

  async #refreshToken(ctx: HttpContext) {
    if (wantsRefreshCookie(ctx)) return readRefreshCookie(ctx)
    const { refreshToken } = await ctx.request.validateUsing(refreshValidator)
    return refreshToken
  }
}
