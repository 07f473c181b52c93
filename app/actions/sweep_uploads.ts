import { DateTime } from 'luxon'
import logger from '@adonisjs/core/services/logger'
import Asset from '#models/asset'
import { CompleteUpload } from '#actions/complete_upload'
import { ExpireUpload } from '#actions/expire_upload'
import { UploadIncomplete, UploadMismatch } from '#exceptions/upload_errors'
import { lookAtPartsEverySeconds, lookEverySeconds, uploadGraceSeconds } from '#config/sweep'

/**
 * Looks for the bytes of uploads whose client has not spoken: what is there is completed, what
 * never came is cleaned away once its url has long expired, the rest is looked at again later.
 * Returns how many it looked at.
 */
export class SweepUploads {
  async handle({ limit }: { limit: number }) {
    const due = await Asset.query()
      .where('status', 'pending')
      .where('next_look_at', '<=', DateTime.utc().toJSDate())
      .orderBy('next_look_at')
      .limit(limit)
    for (const asset of due) await this.#look(asset)
    return due.length
  }

  async #look(asset: Asset) {
    try {
      await new CompleteUpload().handle({ asset })
      logger.info({ assetId: asset.id }, 'completed an upload whose client had gone')
    } catch (error) {
      if (error instanceof UploadMismatch) return
      if (!(error instanceof UploadIncomplete)) throw error
      await this.#waitOrExpire(asset)
    }
  }

  async #waitOrExpire(asset: Asset) {
    const now = DateTime.utc()
    if (asset.uploadExpiresAt.plus({ seconds: uploadGraceSeconds }) < now) {
      await new ExpireUpload().handle({ asset })
      return
    }
    const pause = asset.partSize ? lookAtPartsEverySeconds : lookEverySeconds
    const nextLookAt = now.plus({ seconds: pause })
    await Asset.query().where({ id: asset.id, status: 'pending' }).update({ nextLookAt })
  }
}
