import logger from '@adonisjs/core/services/logger'
import Asset from '#app/assets/models/asset'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { ExpireUpload } from '#app/uploads/actions/expire_upload'
import { LinkRevoked } from '#app/links/errors'
import { workThrough } from '#app/maintenance/work_through'
import { UploadIncomplete, UploadMismatch } from '#app/uploads/errors'
import { lookAtPartsEverySeconds, lookEverySeconds } from '#config/sweep'

/**
 * Looks for the bytes of uploads whose client has not spoken: what is there is completed, what
 * never came is cleaned away once its url has long expired, the rest is looked at again later.
 * Returns how many it looked at.
 */
export class SweepUploads {
  async handle({ limit }: { limit: number }) {
    const due = await Asset.dueForALook(limit)
    await workThrough(due, {
      work: (asset) => this.#look(asset),
      postpone: (asset) => asset.lookAgainIn(pauseOf(asset)),
    })
    return due.length
  }

  async #look(asset: Asset) {
    try {
      await new CompleteUpload().handle({ asset })
      logger.info(
        { asset_id: asset.id, user_id: asset.userId },
        'completed an upload whose client had gone'
      )
    } catch (error) {
      if (error instanceof UploadMismatch || error instanceof LinkRevoked) return
      if (!(error instanceof UploadIncomplete)) throw error
      const expired = await new ExpireUpload().handle({ asset })
      if (!expired) await asset.lookAgainIn(pauseOf(asset))
    }
  }
}

function pauseOf({ partSize }: Asset) {
  return partSize ? lookAtPartsEverySeconds : lookEverySeconds
}
