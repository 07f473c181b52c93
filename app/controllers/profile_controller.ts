import type { HttpContext } from '@adonisjs/core/http'
import UserTransformer from '#transformers/user_transformer'

export default class ProfileController {
  /**
   * @show
   * @operationId showProfile
   * @summary Show the caller’s account and how much it keeps
   */
  async show({ auth, serialize }: HttpContext) {
    return serialize(UserTransformer.transform(auth.getUserOrFail()).useVariant('withUsage'))
  }
}
