import { Migration } from '#app/persistence/migration'

/** Whom the time of a job is charged to: the grant that its file was sent with, or else its owner. */
export default class extends Migration {
  protected tableName = 'jobs'
  protected changes = ['jobs']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      // Those of an older version share one account. No id is larger.
      table.uuid('charge_to').notNullable().defaultTo('ffffffff-ffff-ffff-ffff-ffffffffffff')
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('charge_to')
    })
  }
}
