import type { HttpContext } from '@adonisjs/core/http'
import { grantLifetime } from '#config/grants'
import Grant from '#app/accounts/keys/models/grant'
import { iso } from '#app/http/iso'
import { NotFound } from '#app/http/exceptions/errors'
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
  async store({ auth, request, response }: HttpContext) {
    const input = await request.validateUsing(grantValidator)
    const { expiresIn = grantLifetime.default, ...rules } = input
    const userId = auth.getUserOrFail().id
    const { grant, token } = await Grant.open({ ...rules, expiresIn, userId })
    response.created({ data: { id: grant.id, token, expiresAt: iso(grant.expiresAt) } })
  }

  /**
   * @destroy
   * @operationId revokeGrant
   * @summary Revoke a grant at once
   * @description What was sent with it stays.
   */
  async destroy({ auth, params, response }: HttpContext) {
    if (!(await Grant.revoke(params.id, auth.getUserOrFail().id))) throw new NotFound()
    response.noContent()
  }
}
