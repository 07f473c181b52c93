import type { HttpContext } from '@adonisjs/core/http'
import User from '#app/accounts/models/user'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { ChangePassword } from '#app/accounts/actions/change_password'
import { passwordChangeValidator } from '#app/accounts/validators'

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
    await new ChangePassword().handle({ user, sessionId, ...passwords }, requestContextOf(ctx))
    ctx.response.noContent()
  }
}
