import type { HttpContext } from '@adonisjs/core/http'
import { senderOf } from '#app/accounts/auth/access'
import { requestContextOf } from '#app/accounts/auth/request_context'
import Asset from '#app/assets/models/asset'
import { BeginMultipart } from '#app/uploads/actions/begin_multipart'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { ListParts } from '#app/uploads/actions/list_parts'
import { PresignParts } from '#app/uploads/actions/presign_parts'
import { UploadNotOpen } from '#app/uploads/errors'
import AssetTransformer from '#app/assets/transformers/asset_transformer'
import PartTransformer from '#app/uploads/transformers/part_transformer'
import PresignedPartTransformer from '#app/uploads/transformers/presigned_part_transformer'
import { iso } from '#app/http/iso'
import { partsValidator, presignValidator } from '#app/uploads/validators'

export default class MultipartUploadsController {
  /**
   * @store
   * @operationId beginMultipart
   * @summary Begin an upload in parts
   * @description With a known externalId: that asset, whose upload can continue while bytes are missing.
   */
  async store(ctx: HttpContext) {
    const { auth, request, response, serialize } = ctx
    const file = await request.validateUsing(presignValidator)
    const sender = senderOf(auth.getUserOrFail())
    const { asset, isNew, isOpen } = await new BeginMultipart().handle({ ...file, ...sender })
    ctx.assetId = asset.id
    const { partSize, partCount, uploadExpiresAt } = asset
    response.status(isNew ? 201 : 200)
    return serialize({
      asset: AssetTransformer.transform(asset),
      upload: isOpen ? { partSize, partCount, expiresAt: iso(uploadExpiresAt) } : null,
    })
  }

  /**
   * @presign
   * @operationId presignParts
   * @summary Get the presigned requests of some parts
   * @description Each is signed for its exact length.
   */
  async presign({ auth, params, request, serialize }: HttpContext) {
    const asset = await Asset.ownedBy(auth.getUserOrFail(), params.assetId)
    const { partNumbers } = await request.validateUsing(partsValidator(asset.partCount))
    const parts = await new PresignParts().handle({ asset, partNumbers })
    return serialize(PresignedPartTransformer.paginate(parts, { nextCursor: null }))
  }

  /**
   * @index
   * @operationId listParts
   * @summary List the parts that the store has
   */
  async index({ auth, params, serialize }: HttpContext) {
    const asset = await Asset.ownedBy(auth.getUserOrFail(), params.assetId)
    const parts = await new ListParts().handle({ asset })
    return serialize(PartTransformer.paginate(parts, { nextCursor: null }))
  }

  /**
   * @destroy
   * @operationId abortMultipart
   * @summary Abort an upload in parts
   * @description Removes its parts and its asset.
   */
  async destroy(ctx: HttpContext) {
    const asset = await Asset.ownedBy(ctx.auth.getUserOrFail(), ctx.params.assetId)
    if (asset.status !== 'pending' || !asset.partSize) throw new UploadNotOpen()
    await new DeleteAsset().handle({ asset, origin: requestContextOf(ctx) })
    return ctx.response.noContent()
  }
}
