import type { HttpContext } from '@adonisjs/core/http'
import Asset from '#app/assets/models/asset'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { TrashAsset } from '#app/assets/actions/trash_asset'
import { FindAsset } from '#app/assets/actions/find_asset'
import { ListAssets } from '#app/assets/actions/list_assets'
import { ListSent } from '#app/assets/actions/list_sent'
import { sentBy } from '#app/accounts/auth/access'
import type { AssetFields } from '#app/assets/fields'
import AssetTransformer from '#app/assets/transformers/asset_transformer'
import { ShowTimeline } from '#app/assets/actions/show_timeline'
import {
  assetsPageValidator,
  deleteValidator,
  timelineValidator,
  updateAssetValidator,
} from '#app/assets/validators'

export default class AssetsController {
  /**
   * @index
   * @operationId listAssets
   * @summary List the caller’s assets, newest first
   * @description Filters can be combined. A page may have fewer assets than `limit` and still have a cursor: follow it until it is null.
   */
  async index({ auth, request }: HttpContext) {
    const { limit = 25, ...filters } = await request.validateUsing(assetsPageValidator)
    const owner = auth.getUserOrFail()
    const sender = sentBy(owner)
    const page = { ...filters, limit, userId: owner.id }
    const { assets, nextCursor } = sender
      ? await new ListSent().handle({ ...page, sender })
      : await new ListAssets().handle(page)
    return { data: await Promise.all(assets.map(plain)), metadata: { nextCursor } }
  }

  /**
   * @timeline
   * @operationId showTimeline
   * @summary Count the caller’s assets by month, newest first
   */
  async timeline({ auth, request }: HttpContext) {
    const { sort = 'added' } = await request.validateUsing(timelineValidator)
    const { id: userId } = auth.getUserOrFail()
    return { data: await new ShowTimeline().handle({ userId, sort }) }
  }

  /**
   * @show
   * @operationId showAsset
   * @summary Show an asset
   */
  async show({ auth, params }: HttpContext) {
    const asset = await new FindAsset().handle({ id: params.id, owner: auth.getUserOrFail() })
    return { data: await plain(asset) }
  }

  /**
   * @update
   * @operationId updateAsset
   * @summary Change an asset’s filename, own data, tags or whether it is a favorite
   */
  async update({ auth, params, request }: HttpContext) {
    const owner = auth.getUserOrFail()
    const asset = await Asset.ownedBy(owner, params.id)
    const changes = await request.validateUsing(updateAssetValidator)
    await asset.merge(changes).save()
    // It may have been deleted meanwhile.
    const changed = await new FindAsset().handle({ id: asset.id, owner })
    return { data: await plain(changed) }
  }

  /**
   * @destroy
   * @operationId deleteAsset
   * @summary Move an asset to the trash, or erase it
   * @description A ready or failed asset can be restored for `TRASH_DAYS`, unless it is deleted with `permanent`. Others are erased, and so is what a grant withdraws.
   */
  async destroy(ctx: HttpContext) {
    const { permanent = false } = await ctx.request.validateUsing(deleteValidator)
    const owner = ctx.auth.getUserOrFail()
    const asset = await Asset.ownedBy(owner, ctx.params.id, { trashed: permanent })
    const origin = requestContextOf(ctx)
    if (permanent || owner.grantId) {
      await new DeleteAsset().handle({ asset, origin, isWithdrawn: Boolean(owner.grantId) })
    } else {
      await new TrashAsset().handle({ asset, origin })
    }
    return ctx.response.noContent()
  }
}

/** What is asked for most goes past the container, which takes longer than to transform it. */
function plain(asset: AssetFields) {
  return new AssetTransformer(asset).toObject()
}
