import type { HttpContext } from '@adonisjs/core/http'
import Asset from '#app/assets/models/asset'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { ListParts } from '#app/uploads/actions/list_parts'
import { UploadNotOpen } from '#app/uploads/errors'

/**
 * The calls of an upload in parts as libraries that speak S3 know them, Uppy's `@uppy/aws-s3`
 * among them: they read XML and nothing else. Everything is the same but for the form.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export default class MultipartDialectController {
  /**
   * @store
   * @operationId beginMultipartAsS3
   * @summary Tell the id of an upload in parts as S3 does
   * @description It has been begun by `POST /uploads/multipart` before.
   */
  async store(ctx: HttpContext) {
    const asset = await Asset.ownedBy(ctx.auth.getUserOrFail(), ctx.params.assetId)
    if (asset.status !== 'pending' || !asset.multipartId) throw new UploadNotOpen()
    return xml(
      ctx,
      'InitiateMultipartUploadResult',
      `${keyOf(asset)}<UploadId>${asset.id}</UploadId>`
    )
  }

  /**
   * @index
   * @operationId listPartsAsS3
   * @summary List the parts that the store has as S3 does
   */
  async index(ctx: HttpContext) {
    const asset = await Asset.ownedBy(ctx.auth.getUserOrFail(), ctx.params.assetId)
    const parts = await new ListParts().handle({ asset })
    const listed = parts.map(({ partNumber, size, etag }) => {
      const facts = `<PartNumber>${partNumber}</PartNumber><Size>${size}</Size>`
      return `<Part>${facts}<ETag>${etag.replaceAll('"', '&quot;')}</ETag></Part>`
    })
    return xml(ctx, 'ListPartsResult', keyOf(asset) + listed.join(''))
  }

  /**
   * @complete
   * @operationId completeMultipartAsS3
   * @summary Complete an upload in parts as S3 does
   * @description The parts that the body lists are not read: the store knows which it has.
   */
  async complete(ctx: HttpContext) {
    const owned = await Asset.ownedBy(ctx.auth.getUserOrFail(), ctx.params.assetId)
    const asset = await new CompleteUpload().handle({ asset: owned, requestId: ctx.request.id() })
    const location = `<Location>/assets/${asset.id}</Location>`
    return xml(ctx, 'CompleteMultipartUploadResult', location + keyOf(asset))
  }
}

function keyOf({ id }: Asset) {
  return `<Key>${id}</Key>`
}

function xml({ response }: HttpContext, name: string, content: string) {
  response.header('content-type', 'application/xml')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}>${content}</${name}>`
}
