import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

/**
 * The first keeps an external id unique within its grant or else its owner, and is the arbiter of
 * requests that come at once; the others find assets by it, and list what each sender sent.
 */
const INDEXES = {
  assets_external_id_unique: `assets (coalesce(grant_id, user_id), external_id)
    where external_id is not null and status <> 'rejected' and trashed_at is null`,
  assets_external_id_index: 'assets (user_id, external_id, id) where external_id is not null',
  assets_key_index: 'assets (key_id, id) where key_id is not null',
  assets_grant_index: 'assets (grant_id, id) where grant_id is not null',
  assets_link_index: 'assets (link_id, id) where link_id is not null',
}

export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(async () => {
      for (const [name, on] of Object.entries(INDEXES)) {
        await buildIndex(this.db, name, on, { unique: name.endsWith('_unique') })
      }
    })
  }

  async down() {
    for (const name of Object.keys(INDEXES)) {
      this.schema.raw(`drop index concurrently if exists ${name}`)
    }
  }
}
