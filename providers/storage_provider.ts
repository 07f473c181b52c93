import type { ApplicationService } from '@adonisjs/core/types'
import type { ObjectStore } from '#app/storage/object_store'
import storage from '#config/storage'
import { isTraced } from '#config/tracing'
import { UrlSeal } from '#app/storage/disk/url_seal'
import { DiskStore } from '#app/storage/disk_store'
import { traceStore } from '#app/observability/tracing/traced_store'

/** Binds the object store that the configuration chooses, and closes it when the process ends. */
export default class StorageProvider {
  #opened?: ObjectStore

  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(DiskStore, () => {
      const { root, url, keys } = storage.disk
      return new DiskStore({ root, seal: new UrlSeal({ url, keys }) })
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
    if (!storage.s3) return this.app.container.make(DiskStore)

    // The SDK takes memory and time to load, so it is not loaded where objects are on disk.
    const { S3Store } = await import('#app/storage/s3_store')
    return new S3Store(storage.s3)
  }
}

declare module '@adonisjs/core/types' {
  export interface ContainerBindings {
    store: ObjectStore
  }
}
