import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

/** Finds accounts by parts of their email or name (`GET /users?q=`) without reading them all. */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    const on = 'users using gin (email gin_trgm_ops, full_name gin_trgm_ops)'
    this.defer(() => buildIndex(this.db, 'users_search_index', on))
  }

  async down() {
    this.schema.raw('drop index concurrently if exists users_search_index')
  }
}
