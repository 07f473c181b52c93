import type { HttpContext } from '@adonisjs/core/http'
import Key from '#app/accounts/keys/models/key'
import { pageOf } from '#app/persistence/paged'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { CreateKey } from '#app/accounts/keys/actions/create_key'
import { RevokeKey } from '#app/accounts/keys/actions/revoke_key'
import { keysPageValidator, keyValidator } from '#app/accounts/keys/validators'
import KeyTransformer from '#app/accounts/keys/transformers/key_transformer'

export default class KeysController {
  /**
   * @index
   * @operationId listKeys
   * @summary List the caller’s keys, newest first
   */
  async index({ auth, request, serialize }: HttpContext) {
    const { limit = 25, cursor } = await request.validateUsing(keysPageValidator)
    const own = Key.ownedBy(auth.getUserOrFail().id)
    const { rows, nextCursor } = await pageOf(own, { limit, cursor })
    return serialize(KeyTransformer.paginate(rows, { nextCursor }))
  }

  /**
   * @store
   * @operationId createKey
   * @summary Create a key for a program
   * @description The key is shown only once.
   */
  async store(ctx: HttpContext) {
    const { currentPassword, ...input } = await ctx.request.validateUsing(keyValidator)
    const userId = ctx.auth.getUserOrFail().id
    const { key, value } = await new CreateKey().handle({ ...input, userId }, requestContextOf(ctx))
    const shown = new KeyTransformer(key).toObject()
    ctx.response.created({ data: { ...shown, key: value } })
  }

  /**
   * @destroy
   * @operationId revokeKey
   * @summary Revoke a key at once
   */
  async destroy(ctx: HttpContext) {
    const userId = ctx.auth.getUserOrFail().id
    await new RevokeKey().handle({ id: ctx.params.id, userId }, requestContextOf(ctx))
    ctx.response.noContent()
  }
}
