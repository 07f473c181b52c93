import type { HttpContext } from '@adonisjs/core/http'
import User from '#app/accounts/models/user'
import { iso } from '#app/http/iso'
import { admit } from '#app/accounts/auth/access'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { RequestErasure } from '#app/accounts/actions/request_erasure'
import { RestoreUser } from '#app/accounts/actions/restore_user'
import { UpdateUser } from '#app/accounts/actions/update_user'
import { usersPageValidator, userChangesValidator } from '#app/accounts/validators'
import UserTransformer from '#app/accounts/transformers/user_transformer'

export default class UsersController {
  /**
   * @index
   * @operationId listUsers
   * @summary List accounts, their state and how much they keep, newest first
   * @description `q` matches parts of the email and of the name, ignoring case.
   */
  async index({ request, serialize }: HttpContext) {
    const { limit = 25, cursor, q } = await request.validateUsing(usersPageValidator)
    const { rows, nextCursor } = await User.search({ limit, cursor, q })
    return serialize(UserTransformer.paginate(rows, { nextCursor }).useVariant('forAdministrators'))
  }

  /**
   * @show
   * @operationId showUser
   * @summary Show an account
   */
  async show({ params, serialize }: HttpContext) {
    return serialize(shown(await User.findOrFail(params.id)))
  }

  /**
   * @update
   * @operationId updateUser
   * @summary Change an account’s role or quota, disable or enable it
   * @description A disabled account’s sessions end at once; its keys, grants, links, shares and webhooks stop until it is enabled. What is left out stays as it is.
   */
  async update(ctx: HttpContext) {
    const changes = await ctx.request.validateUsing(userChangesValidator)
    // A factor is managed by people alone, as at the routes that take no key at all.
    if (changes.totp === false) admit(ctx.auth.getUserOrFail(), {})
    const user = await new UpdateUser().handle(
      { id: ctx.params.id },
      changes,
      requestContextOf(ctx)
    )
    return ctx.serialize(shown(user))
  }

  /**
   * @destroy
   * @operationId eraseUser
   * @summary Stop an account and schedule its erasure
   * @description Until `eraseAt` it can be restored. Asked again, it keeps that time.
   */
  async destroy(ctx: HttpContext) {
    const { eraseAt } = await new RequestErasure().handle(
      { id: ctx.params.id },
      requestContextOf(ctx)
    )
    ctx.response.status(202).send({ data: { eraseAt: iso(eraseAt) } })
  }

  /**
   * @restore
   * @operationId restoreUser
   * @summary Cancel the erasure of an account
   */
  async restore(ctx: HttpContext) {
    const user = await new RestoreUser().handle({ id: ctx.params.id }, requestContextOf(ctx))
    return ctx.serialize(shown(user))
  }
}

function shown(user: User) {
  return UserTransformer.transform(user).useVariant('forAdministrators')
}
