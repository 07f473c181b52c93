import store from '#app/storage/main'
import type Asset from '#app/assets/models/asset'
import { UploadNotOpen } from '#app/uploads/errors'
import { UploadMissing } from '#app/storage/errors'
import type { StoredPart } from '#app/storage/object_store'

/** The parts of an open upload that the store has, 10,000 at most. */
export class ListParts {
  async handle({ asset }: { asset: Asset }): Promise<StoredPart[]> {
    if (asset.status !== 'pending' || !asset.multipartId) throw new UploadNotOpen()
    try {
      return await Array.fromAsync(store.listParts(asset.originalKey, asset.multipartId))
    } catch (error) {
      if (error instanceof UploadMissing) throw new UploadNotOpen(undefined, { cause: error })
      throw error
    }
  }
}
