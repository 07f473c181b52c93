import { errors as vine } from '@vinejs/vine'
import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import { senderOf } from '#app/accounts/auth/access'
import { PresignUpload } from '#app/uploads/actions/presign_upload'
import AssetTransformer from '#app/assets/transformers/asset_transformer'
import UploadTransformer from '#app/uploads/transformers/upload_transformer'
import { inputFaults } from '#app/http/body/input_faults'
import { takeOne } from '#app/http/limits/take_one'
import { batchValidator, presignValidator } from '#app/uploads/validators'

export default class UploadBatchesController {
  /**
   * @store
   * @operationId presignUploads
   * @summary Reserve up to 100 uploads in one call
   * @description Each file is checked and counted on its own; results have the order of the request.
   */
  async store(ctx: HttpContext) {
    const { files } = await ctx.request.validateUsing(batchValidator)
    const results = []
    // One after the other: each waits for the owner's quota anyway, and the first come first.
    for (const file of files) results.push(await presign(file, ctx))
    return { data: { results } }
  }
}

async function presign(given: unknown, ctx: HttpContext) {
  try {
    const faults = [...inputFaults(presignValidator, given)]
    if (faults.length > 0) throw new vine.E_VALIDATION_ERROR(faults)
    const file = await presignValidator.validate(given)
    await takeOne('presign', ctx)
    const sender = senderOf(ctx.auth.getUserOrFail())
    const { asset, upload } = await new PresignUpload().handle({ ...file, ...sender })
    // The serializer does not look for transformers within lists of plain objects.
    return {
      asset: await new AssetTransformer(asset).toObject(),
      upload: upload && new UploadTransformer(upload).toObject(),
    }
  } catch (error) {
    return { error: refusalOf(error) }
  }
}

/** What the client did wrong with one file. Any other failure is one of the whole request. */
function refusalOf(error: unknown) {
  if (error instanceof vine.E_VALIDATION_ERROR) {
    return { code: 'E_VALIDATION_FAILURE', message: error.messages[0].message as string }
  }
  if (!(error instanceof Exception) || error.status >= 500) throw error
  return { code: error.code!, message: error.message }
}
