import type { HttpContext } from '@adonisjs/core/http'
import User from '#app/accounts/models/user'
import UserTransformer from '#app/accounts/transformers/user_transformer'

export default class ProfileController {
  /**
   * @show
   * @operationId showProfile
   * @summary Show the caller’s account and how much it keeps
   */
  async show({ auth, serialize }: HttpContext) {
    const user = await User.findOrFail(auth.getUserOrFail().id)
    return serialize(UserTransformer.transform(user).useVariant('withUsage'))
  }
}
