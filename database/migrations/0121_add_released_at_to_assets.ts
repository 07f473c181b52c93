import { Migration } from '#app/persistence/migration'

/** When an administrator released a file that the scanner had refused: it is not scanned again. */
export default class extends Migration {
  protected tableName = 'assets'
  protected changes = ['assets']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.timestamp('released_at').nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('released_at')
    })
  }
}
