import type { HttpContext } from '@adonisjs/core/http'
import { originOf } from '#app/accounts/auth/origin'
import { handOver } from '#app/accounts/auth/refresh_cookie'
import { CreateUser } from '#app/accounts/actions/create_user'
import { OpenSession } from '#app/accounts/actions/open_session'
import { registrationValidator } from '#app/accounts/validators'
import SignInTransformer from '#app/accounts/transformers/sign_in_transformer'

export default class RegistrationsController {
  /**
   * @store
   * @operationId register
   * @summary Sign up
   */
  async store(ctx: HttpContext) {
    const registration = await ctx.request.validateUsing(registrationValidator)
    const user = await new CreateUser().handle(registration, originOf(ctx))
    const opened = await new OpenSession().handle({ user, origin: originOf(ctx) })
    ctx.response.created(await ctx.serialize(SignInTransformer.transform(handOver(opened, ctx))))
  }
}
