import type { ApplicationService } from '@adonisjs/core/types'
import type { ObjectStore } from '#storage/object_store'
import storage from '#config/storage'
import { UrlSeal } from '#storage/disk/url_seal'
import { DiskStore } from '#storage/disk_store'

/** Binds the object store that the configuration chooses, and closes it when the process ends. */
export default class StorageProvider {
  #opened?: ObjectStore

  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(DiskStore, () => {
      const { root, url, secret } = storage.disk
      return new DiskStore({ root, seal: new UrlSeal({ url, secret: secret.release() }) })
    })
    this.app.container.singleton('store', async (resolver) => {
      this.#opened = await resolver.make(DiskStore)
      return this.#opened
    })
  }

  async shutdown() {
    await this.#opened?.close()
  }
}

declare module '@adonisjs/core/types' {
  export interface ContainerBindings {
    store: ObjectStore
  }
}
