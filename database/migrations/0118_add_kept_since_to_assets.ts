import { Migration } from '#app/persistence/migration'

/** When an asset was last restored from the trash: its retention starts again from there. */
export default class extends Migration {
  protected tableName = 'assets'
  protected changes = ['assets']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.timestamp('kept_since').nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('kept_since')
    })
  }
}
