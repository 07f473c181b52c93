import { Migration } from '#app/persistence/migration'

/** What a deleted asset occupied counts against its owner's quota until its objects are gone. */
export default class extends Migration {
  protected tableName = 'deletions'
  protected changes = ['deletions']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.uuid('user_id').nullable()
      table.bigInteger('held_bytes').notNullable().defaultTo(0)
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumns('user_id', 'held_bytes')
    })
  }
}
