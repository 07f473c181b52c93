import app from '@adonisjs/core/services/app'
import type { ObjectStore } from '#app/storage/object_store'

let store: ObjectStore

/** The application's object store: S3 where a bucket is configured, else the disk. */
await app.booted(async () => {
  store = await app.container.make('store')
})

export { store as default }
