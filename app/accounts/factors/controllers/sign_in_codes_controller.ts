import type { HttpContext } from '@adonisjs/core/http'
import { rememberDevice } from '#app/accounts/auth/known_device'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { handOver } from '#app/accounts/auth/refresh_cookie'
import { CompleteSignIn } from '#app/accounts/sessions/actions/complete_sign_in'
import { signInCodeValidator } from '#app/accounts/factors/validators'
import SignInTransformer from '#app/accounts/sessions/transformers/sign_in_transformer'

export default class SignInCodesController {
  /**
   * @store
   * @operationId completeSignIn
   * @summary Complete a sign-in by a code of the second factor
   * @description Takes a recovery code in its place.
   */
  async store(ctx: HttpContext) {
    const proof = await ctx.request.validateUsing(signInCodeValidator)
    const opened = await new CompleteSignIn().handle(proof, requestContextOf(ctx), ctx.device)
    rememberDevice(opened.user.id, ctx)
    return ctx.serialize(SignInTransformer.transform(handOver(opened, ctx)))
  }
}
