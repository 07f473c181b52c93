import type { HttpContext } from '@adonisjs/core/http'
import { originOf } from '#auth/origin'
import { handOver } from '#auth/refresh_cookie'
import { CreateUser } from '#actions/create_user'
import { OpenSession } from '#actions/open_session'
import { registrationValidator } from '#validators/auth'
import SignInTransformer from '#transformers/sign_in_transformer'

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
