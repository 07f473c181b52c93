import { DateTime } from 'luxon'
import store from '#app/storage/main'
import type Asset from '#app/assets/models/asset'
import { UploadNotOpen } from '#app/uploads/errors'
import { uploadUrlTtl } from '#config/uploads'

/**
 * A fresh presigned request for a pending upload, which then lives as long again. Throws
 * `UploadNotOpen` if it is not pending any more.
 */
export class RenewUpload {
  async handle({ asset }: { asset: Asset }) {
    const { originalKey: key, contentType, size, declaredSha256 } = asset
    const sha256 = declaredSha256 ?? undefined
    const put = { key, contentType, size, sha256, ttlSeconds: uploadUrlTtl }
    const upload = await store.presignPut(put)
    const uploadExpiresAt = DateTime.fromJSDate(upload.expiresAt)
    if (await asset.keepOpen({ uploadExpiresAt })) return upload
    throw new UploadNotOpen('This upload is not open: its bytes have arrived, or it is gone.')
  }
}
