import { Migration } from '#database/migration'

/** How many attempts at a job ended because the store or the database was away. */
export default class extends Migration {
  protected tableName = 'jobs'
  protected changes = ['jobs']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.integer('outages').notNullable().defaultTo(0)
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('outages')
    })
  }
}
