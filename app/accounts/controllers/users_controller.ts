import type { HttpContext } from '@adonisjs/core/http'
import User from '#app/accounts/models/user'
import UserTransformer from '#app/accounts/transformers/user_transformer'
import { usersPageValidator } from '#app/accounts/validators'

export default class UsersController {
  /**
   * @index
   * @operationId listUsers
   * @summary List accounts and how much they keep, newest first
   */
  async index({ request, serialize }: HttpContext) {
    const { limit = 25, cursor, email } = await request.validateUsing(usersPageValidator)
    const { rows, nextCursor } = await User.search({ limit, cursor, email })
    const users = UserTransformer.paginate(rows, { nextCursor }).useVariant('withUsage')
    return serialize(users)
  }
}
