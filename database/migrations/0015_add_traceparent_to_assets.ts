import { Migration } from '#app/persistence/migration'

/** The trace that began with the presign, so that whatever happens to the asset can go on with it. */
export default class extends Migration {
  protected tableName = 'assets'
  protected changes = ['assets']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.string('traceparent', 100).nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('traceparent')
    })
  }
}
