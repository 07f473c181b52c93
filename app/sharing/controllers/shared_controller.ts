import type { HttpContext } from '@adonisjs/core/http'
import { baseUrl } from '#app/http/base_url'
import { listShared } from '#app/sharing/actions/list_shared'
import { admitVisitor } from '#app/sharing/admit_visitor'
import Share from '#app/sharing/models/share'
import { sharedUrls } from '#app/sharing/shared_urls'
import SharedAssetTransformer from '#app/sharing/transformers/shared_asset_transformer'
import { sharedPageValidator } from '#app/sharing/validators'

export default class SharedController {
  /**
   * @show
   * @operationId showShared
   * @summary Show what a share shows, newest first
   * @description A page may have fewer assets than `limit` and still have a cursor: follow it until it is null. The first page counts as a view.
   */
  async show(ctx: HttpContext) {
    const { limit = 25, cursor, visit } = await ctx.request.validateUsing(sharedPageValidator)
    const share = await admitVisitor(ctx, visit)
    const { assets, nextCursor } = await listShared({ share, limit, cursor })
    if (!cursor) await Share.countView(share.id)
    const urlOf = sharedUrls(share, `${baseUrl(ctx)}/shared/${ctx.params.secret}`)
    return {
      data: {
        title: share.title,
        remainingDownloads: share.remainingDownloads,
        assets: assets.map((asset) => {
          return new SharedAssetTransformer(asset, share, urlOf).toObject()
        }),
      },
      metadata: { nextCursor },
    }
  }
}
