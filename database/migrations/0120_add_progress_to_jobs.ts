import { Migration } from '#app/persistence/migration'

/** How far a job is that takes long, in per cent. */
export default class extends Migration {
  protected tableName = 'jobs'
  protected changes = ['jobs']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.smallint('progress').nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('progress')
    })
  }
}
