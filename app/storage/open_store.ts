import { UrlSigner } from '#app/storage/disk/url_signer'
import { DiskStore } from '#app/storage/disk_store'
import type { ObjectStore } from '#app/storage/object_store'
import type { S3Options } from '#app/storage/s3/client'

type DiskOptions = ConstructorParameters<typeof UrlSigner>[0] & {
  root: string
  /** Bytes of the disk that must stay free. */
  reserve?: number
}

interface StoreOptions {
  disk: DiskOptions
  /** Objects are on disk without it. */
  s3?: S3Options
}

export function openDiskStore({ root, reserve, ...signing }: DiskOptions): DiskStore {
  return new DiskStore({ root, reserve, signer: new UrlSigner(signing) })
}

/** The store of a configuration. Close it. */
export async function openStore({ disk, s3 }: StoreOptions): Promise<ObjectStore> {
  if (!s3) return openDiskStore(disk)
  // The SDK takes memory and time to load, so it is not loaded where objects are on disk.
  const { S3Store } = await import('#app/storage/s3_store')
  return new S3Store(s3)
}
