import type { HttpContext } from '@adonisjs/core/http'
import User from '#models/user'
import { originOf } from '#auth/origin'
import { ChangePassword } from '#actions/change_password'
import { passwordChangeValidator } from '#validators/auth'

export default class PasswordsController {
  /**
   * @update
   * @operationId changePassword
   * @summary Change the password and end every other session
   */
  async update(ctx: HttpContext) {
    const user = await User.findOrFail(ctx.auth.getUserOrFail().id)
    const meta = { email: user.email }
    const passwords = await ctx.request.validateUsing(passwordChangeValidator, { meta })
    const sessionId = ctx.auth.use('api').sessionId!
    await new ChangePassword().handle({ user, sessionId, ...passwords }, originOf(ctx))
    ctx.response.noContent()
  }
}
