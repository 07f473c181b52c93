import { chmod } from 'node:fs/promises'
import type { ApplicationService } from '@adonisjs/core/types'
import type { ObjectStore } from '#app/storage/object_store'
import storage from '#config/storage'
import { isTraced } from '#config/tracing'
import { currentBaseUrl } from '#app/http/base_url'
import { ObjectAccess } from '#app/storage/http/object_access'
import { unless } from '#app/storage/disk/errno'
import { DiskStore } from '#app/storage/disk_store'
import { openDiskStore, openStore } from '#app/storage/open_store'
import { traceStore } from '#app/observability/tracing/traced_store'

/** Binds the object store that the configuration chooses, and closes it when the process ends. */
export default class StorageProvider {
  #opened?: ObjectStore

  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(DiskStore, () =>
      openDiskStore({ ...storage.disk, origin: currentBaseUrl })
    )
    this.app.container.singleton(ObjectAccess, async () => {
      const { AssetAccess } = await import('#app/assets/asset_access')
      return new AssetAccess()
    })
    this.app.container.singleton('store', async () => {
      this.#opened = await this.#open()
      return isTraced ? traceStore(this.#opened) : this.#opened
    })
  }

  async shutdown() {
    await this.#opened?.close()
  }

  async #open(): Promise<ObjectStore> {
    if (storage.s3) return openStore(storage)
    // What is below may be from before, when others could read it.
    await chmod(storage.disk.root, 0o700).catch(unless('ENOENT'))
    // The routes of the disk store use the same one.
    return this.app.container.make(DiskStore)
  }
}

declare module '@adonisjs/core/types' {
  export interface ContainerBindings {
    store: ObjectStore
  }
}
