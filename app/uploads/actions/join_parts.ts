import store from '#app/storage/main'
import type Asset from '#app/assets/models/asset'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { UploadIncomplete } from '#app/uploads/errors'
import { ObjectExists, ObjectMissing, UploadMissing } from '#app/storage/errors'
import type { StoredPart } from '#app/storage/object_store'

/**
 * The parts of an upload, all of them, each of its length. Throws `UploadIncomplete` while some
 * are missing, `UploadMissing` where they were joined or given up.
 */
export async function findParts(asset: Asset): Promise<StoredPart[]> {
  const { originalKey: key, multipartId, partCount } = asset
  if (!multipartId) throw new UploadIncomplete()
  const parts: StoredPart[] = []
  for await (const part of store.listParts(key, multipartId)) {
    if (part.size === asset.sizeOfPart(part.partNumber)) parts.push(part)
  }
  if (parts.length === partCount) return parts
  throw new UploadIncomplete(`${partCount - parts.length} of ${partCount} parts are missing.`)
}

/**
 * Makes the original out of its parts, unless it is there, and pins its version. It takes as long
 * as the store needs to copy the bytes, and may run any number of times and many times at once.
 */
export async function joinParts(asset: Asset): Promise<void> {
  const { originalKey: key } = asset
  // First: of an upload that was joined, some stores list no parts instead of calling it missing.
  if (!(await store.head(key))) await complete(asset)
  checkpoint('parts.joined', asset.id)
  const object = await store.head(key)
  if (!object) throw new ObjectMissing()
  await asset.pin(object.etag)
}

async function complete(asset: Asset) {
  const { originalKey: key, multipartId } = asset
  try {
    await store.completeMultipart(key, multipartId!, await findParts(asset))
  } catch (error) {
    // Another run was first.
    if (!(error instanceof ObjectExists || error instanceof UploadMissing)) throw error
  }
}
