import store from '#app/storage/main'
import type Asset from '#app/assets/models/asset'
import { malwareKey } from '#app/assets/object_keys'
import { ObjectMissing } from '#app/storage/errors'

/** Moves a released original back to its place and pins its version. May run any number of times. */
export async function restoreReleased(asset: Asset): Promise<void> {
  const { id, originalKey: key } = asset
  if (!(await store.head(key))) await store.copy(malwareKey(id), key)
  const object = await store.head(key)
  if (!object) throw new ObjectMissing()
  await asset.pin(object.etag)
}
