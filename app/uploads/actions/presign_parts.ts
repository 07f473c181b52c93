import { DateTime } from 'luxon'
import store from '#app/storage/main'
import type Asset from '#app/assets/models/asset'
import { UploadNotOpen } from '#app/uploads/errors'
import { multipartTtl, uploadUrlTtl } from '#config/uploads'

/**
 * Presigned requests for some parts of an upload, each for its exact length. Asking for them keeps
 * the upload alive for another seven days.
 */
export class PresignParts {
  async handle({ asset, partNumbers }: { asset: Asset; partNumbers: number[] }) {
    const { originalKey: key, multipartId: uploadId } = asset
    if (asset.status !== 'pending' || !uploadId) throw new UploadNotOpen()

    await asset.keepOpen({ uploadExpiresAt: DateTime.utc().plus({ seconds: multipartTtl }) })
    return Promise.all(
      partNumbers.map(async (partNumber) => {
        const size = asset.sizeOfPart(partNumber)
        const part = { key, uploadId, partNumber, size, ttlSeconds: uploadUrlTtl }
        return { partNumber, ...(await store.presignPart(part)) }
      })
    )
  }
}
