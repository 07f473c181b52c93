import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

/** Metrics count the mails that wait and those that failed, each by an index alone. */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(() => buildIndex(this.db, 'mails_failed_at_index', 'mails (failed_at, id)'))
  }

  async down() {
    this.schema.raw('drop index concurrently if exists mails_failed_at_index')
  }
}
