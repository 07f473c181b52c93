import type { HttpContext } from '@adonisjs/core/http'
import Asset from '#app/assets/models/asset'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { PresignUpload } from '#app/uploads/actions/presign_upload'
import AssetTransformer from '#app/assets/transformers/asset_transformer'
import UploadTransformer from '#app/uploads/transformers/upload_transformer'
import { completeValidator, presignValidator } from '#app/uploads/validators'

export default class UploadsController {
  /**
   * @presign
   * @operationId presignUpload
   * @summary Reserve an upload, and get the sealed request that takes its bytes
   */
  async presign(ctx: HttpContext) {
    const { auth, request, response, serialize } = ctx
    const file = await request.validateUsing(presignValidator)
    const userId = auth.getUserOrFail().id
    const { asset, upload } = await new PresignUpload().handle({ ...file, userId })
    ctx.assetId = asset.id
    response.status(201)
    return serialize({
      asset: AssetTransformer.transform(asset),
      upload: UploadTransformer.transform(upload),
    })
  }

  /**
   * @complete
   * @operationId completeUpload
   * @summary Say that the bytes are there, so that processing begins
   * @description May be called any number of times. A failed asset is processed once more.
   */
  async complete(ctx: HttpContext) {
    const { auth, request, response, serialize } = ctx
    const { assetId } = await request.validateUsing(completeValidator)
    ctx.assetId = assetId
    const owned = await Asset.ownedBy(auth.getUserOrFail(), assetId)
    const asset = await new CompleteUpload().handle({ asset: owned, requestId: request.id() })
    response.status(202)
    return serialize(AssetTransformer.transform(asset))
  }
}
