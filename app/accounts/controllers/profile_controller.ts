import type { HttpContext } from '@adonisjs/core/http'
import User from '#app/accounts/models/user'
import { iso } from '#app/http/iso'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { forgetRefreshCookie } from '#app/accounts/auth/refresh_cookie'
import { describeSecondFactor } from '#app/accounts/factors/second_factor'
import { RequestErasure } from '#app/accounts/actions/request_erasure'
import UserTransformer from '#app/accounts/transformers/user_transformer'

export default class ProfileController {
  /**
   * @show
   * @operationId showProfile
   * @summary Show the caller’s account, how much it keeps and its second factor
   */
  async show({ auth, serialize }: HttpContext) {
    const user = await User.findOrFail(auth.getUserOrFail().id)
    const shown = await serialize(UserTransformer.transform(user).useVariant('withUsage'))
    return { data: { ...shown.data, secondFactor: await describeSecondFactor(user.id) } }
  }

  /**
   * @destroy
   * @operationId eraseProfile
   * @summary Stop the caller’s account and schedule its erasure
   * @description Takes `currentPassword` in the body unless the session is confirmed. Until `eraseAt` an administrator can restore the account.
   */
  async destroy(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const { eraseAt } = await new RequestErasure().handle({ id }, requestContextOf(ctx))
    forgetRefreshCookie(ctx)
    ctx.response.status(202).send({ data: { eraseAt: iso(eraseAt) } })
  }
}
