import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

/** Counts the open multipart uploads of a user, which are bounded. */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(async () => {
      const on = `assets (user_id) where status = 'pending' and part_size is not null`
      await buildIndex(this.db, 'assets_open_multiparts_index', on)
    })
  }

  async down() {
    this.schema.raw('drop index concurrently if exists assets_open_multiparts_index')
  }
}
