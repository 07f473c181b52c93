import { Migration } from '#app/persistence/migration'

/** A session remembers whether more than a password opened it, for REQUIRE_SECOND_FACTOR. */
export default class extends Migration {
  protected tableName = 'sessions'
  protected changes = ['sessions']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.boolean('has_second_factor').notNullable().defaultTo(false)
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => table.dropColumn('has_second_factor'))
  }
}
