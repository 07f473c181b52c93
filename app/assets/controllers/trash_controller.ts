import type { HttpContext } from '@adonisjs/core/http'
import { FindAsset } from '#app/assets/actions/find_asset'
import { RestoreAsset } from '#app/assets/actions/restore_asset'
import AssetTransformer from '#app/assets/transformers/asset_transformer'

export default class TrashController {
  /**
   * @restore
   * @operationId restoreAsset
   * @summary Take an asset out of the trash
   */
  async restore({ auth, params }: HttpContext) {
    const { id: userId } = auth.getUserOrFail()
    await new RestoreAsset().handle({ id: params.id, userId })
    const asset = await new FindAsset().handle({ id: params.id, owner: { id: userId } })
    return { data: await new AssetTransformer(asset).toObject() }
  }
}
