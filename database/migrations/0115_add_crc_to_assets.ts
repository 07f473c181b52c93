import { Migration } from '#app/persistence/migration'

/** The CRC-32 of a verified original, which ZIP archives need before its bytes. */
export default class extends Migration {
  protected tableName = 'assets'
  protected changes = ['assets']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.bigInteger('crc_32').nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('crc_32')
    })
  }
}
