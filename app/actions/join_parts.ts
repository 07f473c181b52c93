import store from '#storage/main'
import type Asset from '#models/asset'
import { UploadIncomplete } from '#exceptions/upload_errors'
import { ObjectExists, UploadMissing } from '#storage/errors'
import type { StoredPart } from '#storage/object_store'

/**
 * Makes the object of an upload whose parts are all there, each of its length. Throws
 * `UploadIncomplete` while some are missing. Where another call joins them at the same time, the
 * object is there all the same.
 */
export async function joinParts(asset: Asset) {
  const { originalKey: key, multipartId, partCount } = asset
  if (!multipartId) throw new UploadIncomplete()
  try {
    const parts: StoredPart[] = []
    for await (const part of store.listParts(key, multipartId)) {
      if (part.size === asset.sizeOfPart(part.partNumber)) parts.push(part)
    }
    if (parts.length !== partCount) {
      throw new UploadIncomplete(`${partCount - parts.length} of ${partCount} parts are missing.`)
    }
    await store.completeMultipart(key, multipartId, parts)
  } catch (error) {
    if (!(error instanceof ObjectExists || error instanceof UploadMissing)) throw error
  }
}
