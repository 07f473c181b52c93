import type { HttpContext } from '@adonisjs/core/http'
import { grantLifetime } from '#config/grants'
import Grant from '#app/accounts/keys/models/grant'
import { iso } from '#app/http/iso'
import { CreateGrant } from '#app/accounts/keys/actions/create_grant'
import { RevokeGrant } from '#app/accounts/keys/actions/revoke_grant'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { pageOf } from '#app/persistence/paged'
import { grantsPageValidator, grantValidator } from '#app/accounts/keys/validators'
import GrantTransformer from '#app/accounts/keys/transformers/grant_transformer'

export default class GrantsController {
  /**
   * @index
   * @operationId listGrants
   * @summary List the caller’s grants that have not expired, newest first
   */
  async index({ auth, request, serialize }: HttpContext) {
    const { limit = 25, cursor } = await request.validateUsing(grantsPageValidator)
    const own = Grant.liveOf(auth.getUserOrFail().id)
    const { rows, nextCursor } = await pageOf(own, { limit, cursor })
    return serialize(GrantTransformer.paginate(rows, { nextCursor }))
  }

  /**
   * @store
   * @operationId createGrant
   * @summary Create a grant, by which somebody else sends files on the caller’s behalf
   * @description The token is shown only once. Without `expiresIn` it lives for an hour.
   */
  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(grantValidator)
    const { expiresIn = grantLifetime.default, ...rules } = input
    const userId = ctx.auth.getUserOrFail().id
    const { grant, token } = await new CreateGrant().handle(
      { ...rules, expiresIn, userId },
      requestContextOf(ctx)
    )
    ctx.response.created({ data: { id: grant.id, token, expiresAt: iso(grant.expiresAt) } })
  }

  /**
   * @destroy
   * @operationId revokeGrant
   * @summary Revoke a grant at once
   * @description What was sent with it stays.
   */
  async destroy(ctx: HttpContext) {
    const userId = ctx.auth.getUserOrFail().id
    await new RevokeGrant().handle({ id: ctx.params.id, userId }, requestContextOf(ctx))
    ctx.response.noContent()
  }
}
