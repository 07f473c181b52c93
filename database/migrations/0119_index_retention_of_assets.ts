import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

// What goes to the trash leaves the index, so that the sweep reads only what is due.
const LIVE = `assets (coalesce(kept_since, created_at), id)
  where trashed_at is null and status in ('ready', 'failed')`

/** By age: what its owner sent, and what came through links. */
const INDEXES = {
  assets_retention_index: `${LIVE} and link_id is null`,
  assets_link_retention_index: `${LIVE} and link_id is not null`,
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
