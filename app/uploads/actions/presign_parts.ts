import { DateTime } from 'luxon'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import { UploadNotOpen } from '#app/uploads/errors'
import { multipartTtl, uploadUrlTtl } from '#config/uploads'

/**
 * Sealed requests for some parts of an upload, each for its exact length. Asking for them keeps
 * the upload alive for another seven days.
 */
export class PresignParts {
  async handle({ asset, partNumbers }: { asset: Asset; partNumbers: number[] }) {
    const { originalKey: key, multipartId: uploadId } = asset
    if (asset.status !== 'pending' || !uploadId) throw new UploadNotOpen()

    const uploadExpiresAt = DateTime.utc().plus({ seconds: multipartTtl })
    await Asset.query().where({ id: asset.id, status: 'pending' }).update({ uploadExpiresAt })
    return Promise.all(
      partNumbers.map(async (partNumber) => {
        const size = asset.sizeOfPart(partNumber)
        const part = { key, uploadId, partNumber, size, ttlSeconds: uploadUrlTtl }
        return { partNumber, ...(await store.presignPart(part)) }
      })
    )
  }
}
