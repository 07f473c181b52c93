import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

/** What ended lately is counted for administrators, without reading all that ever ended. */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    const ended = `jobs (updated_at, state) where state in ('completed', 'failed')`
    this.defer(() => buildIndex(this.db, 'jobs_ended_index', ended))
  }

  async down() {
    this.schema.raw('drop index concurrently if exists jobs_ended_index')
  }
}
