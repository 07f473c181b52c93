import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

/** An asset has at most one live job of each kind, instead of one at all. */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    const live = `jobs (asset_id, kind) where state in ('queued', 'active')`
    this.defer(async () => {
      await buildIndex(this.db, 'jobs_one_live_per_kind', live, { unique: true })
    })
    this.schema.raw('drop index concurrently if exists jobs_one_live_per_asset')
  }

  async down() {
    const live = `jobs (asset_id) where state in ('queued', 'active')`
    this.defer(async () => {
      await buildIndex(this.db, 'jobs_one_live_per_asset', live, { unique: true })
    })
    this.schema.raw('drop index concurrently if exists jobs_one_live_per_kind')
  }
}
