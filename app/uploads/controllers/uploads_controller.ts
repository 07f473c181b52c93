import type { HttpContext } from '@adonisjs/core/http'
import { senderOf } from '#app/accounts/auth/access'
import Asset from '#app/assets/models/asset'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { PresignUpload } from '#app/uploads/actions/presign_upload'
import { RenewUpload } from '#app/uploads/actions/renew_upload'
import { UploadNotOpen } from '#app/uploads/errors'
import AssetTransformer from '#app/assets/transformers/asset_transformer'
import UploadTransformer from '#app/uploads/transformers/upload_transformer'
import { completeValidator, presignValidator } from '#app/uploads/validators'

export default class UploadsController {
  /**
   * @presign
   * @operationId presignUpload
   * @summary Reserve an upload, and get the presigned request that takes its bytes
   * @description With a known externalId: that asset, and a fresh request while bytes are missing.
   */
  async presign(ctx: HttpContext) {
    const { auth, request, response, serialize } = ctx
    const file = await request.validateUsing(presignValidator)
    const sender = senderOf(auth.getUserOrFail())
    const { asset, upload, isNew } = await new PresignUpload().handle({ ...file, ...sender })
    ctx.assetId = asset.id
    response.status(isNew ? 201 : 200)
    return serialize({
      asset: AssetTransformer.transform(asset),
      upload: upload && UploadTransformer.transform(upload),
    })
  }

  /**
   * @renew
   * @operationId renewUpload
   * @summary Get a fresh presigned request for a pending upload, which then lives as long again
   */
  async renew(ctx: HttpContext) {
    const asset = await Asset.ownedBy(ctx.auth.getUserOrFail(), ctx.params.assetId)
    if (asset.partSize) {
      throw new UploadNotOpen('This file comes in parts: POST /uploads/multipart/:assetId/parts.')
    }
    const upload = await new RenewUpload().handle({ asset })
    return ctx.serialize({
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
