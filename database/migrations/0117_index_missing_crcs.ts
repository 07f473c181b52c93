import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

/** Finds the originals that were verified before their CRC-32 was kept; it is empty in the end. */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(async () => {
      await buildIndex(
        this.db,
        'assets_missing_crc_index',
        `assets (id) where crc_32 is null and status = 'ready'`
      )
    })
  }

  async down() {
    this.schema.raw('drop index concurrently if exists assets_missing_crc_index')
  }
}
