import type { HttpContext } from '@adonisjs/core/http'
import { rememberDevice } from '#app/accounts/auth/known_device'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { handOver } from '#app/accounts/auth/refresh_cookie'
import { Register } from '#app/accounts/actions/register'
import { registrationValidator } from '#app/accounts/validators'
import { PasswordSignInDisabled } from '#app/accounts/factors/errors'
import { isPasswordSignInAllowed } from '#config/oidc'
import SignInTransformer from '#app/accounts/sessions/transformers/sign_in_transformer'

export default class RegistrationsController {
  /**
   * @store
   * @operationId register
   * @summary Create an account and sign in
   * @description Unless registration is open, an `invitation` is needed.
   */
  async store(ctx: HttpContext) {
    if (!isPasswordSignInAllowed()) throw new PasswordSignInDisabled()
    Register.check({ invitation: ctx.request.input('invitation') })
    const registration = await ctx.request.validateUsing(registrationValidator)
    const opened = await new Register().handle(registration, requestContextOf(ctx))
    rememberDevice(opened.user.id, ctx)
    ctx.response.created(await ctx.serialize(SignInTransformer.transform(handOver(opened, ctx))))
  }
}
