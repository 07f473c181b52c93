import { errors as lucid } from '@adonisjs/lucid'
import Asset from '#app/assets/models/asset'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { LinkRevoked } from '#app/links/errors'
import { AssetRejected } from '#app/assets/errors'
import { UploadIncomplete, UploadMismatch } from '#app/uploads/errors'

/**
 * Completes the uploads whose objects the store says it has created. An event is a hint and no
 * more: the store itself is asked, so that doubled, late, lost and invented events change nothing
 * but the delay. Keys of other objects are passed over.
 */
export class HandleStoreEvents {
  async handle({ keys, requestId }: { keys: string[]; requestId?: string }) {
    const ids = keys.map(Asset.idOfOriginal).filter((id) => id !== undefined)
    for (const id of new Set(ids)) {
      const asset = await Asset.query().where({ id, status: 'pending' }).first()
      if (asset) await this.#complete(asset, requestId)
    }
  }

  async #complete(asset: Asset, requestId?: string) {
    try {
      await new CompleteUpload().handle({ asset, requestId })
    } catch (error) {
      const settled = [
        LinkRevoked,
        UploadIncomplete,
        UploadMismatch,
        AssetRejected,
        lucid.E_ROW_NOT_FOUND,
      ]
      if (!settled.some((known) => error instanceof known)) throw error
    }
  }
}
