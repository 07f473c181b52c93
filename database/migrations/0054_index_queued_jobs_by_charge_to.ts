import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

/** Workers ask each account in turn for its next job. */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    const queued = `jobs (kind, charge_to, run_at, id) where state = 'queued'`
    this.defer(() => buildIndex(this.db, 'jobs_turns_index', queued))
  }

  async down() {
    this.schema.raw('drop index concurrently if exists jobs_turns_index')
  }
}
