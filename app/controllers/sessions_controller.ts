import type { HttpContext } from '@adonisjs/core/http'
import { originOf } from '#auth/origin'
import { SignIn } from '#actions/sign_in'
import { RevokeSession } from '#actions/revoke_session'
import { signInValidator } from '#validators/auth'
import SignInTransformer from '#transformers/sign_in_transformer'

export default class SessionsController {
  async store(ctx: HttpContext) {
    const credentials = await ctx.request.validateUsing(signInValidator)
    const signIn = await new SignIn().handle(credentials, originOf(ctx))
    return ctx.serialize(SignInTransformer.transform(signIn))
  }

  async destroyCurrent(ctx: HttpContext) {
    const id = ctx.auth.use('api').sessionId!
    await new RevokeSession().handle({ id, origin: originOf(ctx) })
    ctx.response.noContent()
  }
}
