import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { baseUrl } from '#app/http/base_url'
import { CreateShare } from '#app/sharing/actions/create_share'
import { RevokeShare } from '#app/sharing/actions/revoke_share'
import { UpdateShare } from '#app/sharing/actions/update_share'
import { countShared } from '#app/sharing/count_shared'
import Share from '#app/sharing/models/share'
import ShareTransformer from '#app/sharing/transformers/share_transformer'
import {
  newShareValidator,
  shareChangesValidator,
  sharesPageValidator,
} from '#app/sharing/validators'

export default class SharesController {
  /**
   * @index
   * @operationId listShares
   * @summary List the caller’s shares, newest first
   */
  async index(ctx: HttpContext) {
    const { limit = 25, cursor } = await ctx.request.validateUsing(sharesPageValidator)
    const page = { limit, cursor, user_id: ctx.auth.getUserOrFail().id }
    const { rows, nextCursor } = await Share.page(page)
    return { data: await shown(rows, ctx), metadata: { nextCursor } }
  }

  /**
   * @store
   * @operationId createShare
   * @summary Share assets, or an album as it is at each moment
   */
  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(newShareValidator)
    const { id: userId } = ctx.auth.getUserOrFail()
    const terms = {
      ...input,
      title: input.title ?? null,
      password: input.password ?? null,
      expiresAt: input.expiresAt ?? null,
      maxDownloads: input.maxDownloads ?? null,
      originals: input.originals ?? true,
      location: input.location ?? false,
    }
    const share = await new CreateShare().handle({ ...terms, userId }, requestContextOf(ctx))
    const [data] = await shown([share], ctx)
    ctx.response.created({ data })
  }

  /**
   * @update
   * @operationId updateShare
   * @summary Change the terms of a share
   * @description A password of null removes it. What is left out stays as it is.
   */
  async update(ctx: HttpContext) {
    const share = await Share.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    const changes = await ctx.request.validateUsing(shareChangesValidator)
    await new UpdateShare().handle({ share, changes, origin: requestContextOf(ctx) })
    const [data] = await shown([share], ctx)
    return { data }
  }

  /**
   * @destroy
   * @operationId revokeShare
   * @summary Revoke a share at once
   * @description Its assets stay.
   */
  async destroy(ctx: HttpContext) {
    const share = await Share.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    await new RevokeShare().handle({ share, origin: requestContextOf(ctx) })
    ctx.response.noContent()
  }
}

async function shown(shares: Share[], ctx: HttpContext) {
  const counts = await countShared(shares)
  return shares.map((share) => {
    return new ShareTransformer(share, counts.get(share.id) ?? 0, baseUrl(ctx)).toObject()
  })
}
