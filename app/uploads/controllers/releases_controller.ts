import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import Asset from '#app/assets/models/asset'
import AssetTransformer from '#app/assets/transformers/asset_transformer'
import { ReleaseAsset } from '#app/uploads/actions/release_asset'
import { releaseValidator } from '#app/uploads/validators'

export default class ReleasesController {
  /**
   * @store
   * @operationId releaseAsset
   * @summary Release a file that the scanner refused
   * @description It is processed without another scan. The reason goes into the audit log.
   */
  async store(ctx: HttpContext) {
    const { reason } = await ctx.request.validateUsing(releaseValidator)
    const asset = await Asset.findOrFail(ctx.params.id)
    await new ReleaseAsset().handle({ asset, reason, origin: requestContextOf(ctx) })
    ctx.response.status(202)
    return { data: await new AssetTransformer(asset).toObject() }
  }
}
