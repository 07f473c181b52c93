import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

/** What has been reserved through a link and has not arrived, and the visits of a link. */
const INDEXES = {
  assets_link_pending_index: `assets (link_id) include (size)
    where link_id is not null and status = 'pending'`,
  grants_link_id_index: 'grants (link_id) where link_id is not null',
}

export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(async () => {
      for (const [name, on] of Object.entries(INDEXES)) await buildIndex(this.db, name, on)
    })
  }

  async down() {
    for (const name of Object.keys(INDEXES)) {
      this.schema.raw(`drop index concurrently if exists ${name}`)
    }
  }
}
