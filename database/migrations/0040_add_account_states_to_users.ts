import { Migration } from '#app/persistence/migration'

/** An account is active while it is neither disabled nor about to be erased. */
export default class extends Migration {
  protected tableName = 'users'
  protected changes = ['users']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.timestamp('email_verified_at').nullable()
      table.timestamp('disabled_at').nullable()
      table.timestamp('erase_at').nullable()
      // Set when erasure has begun: from then on the account cannot be restored.
      table.timestamp('erasing_at').nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumns('email_verified_at', 'disabled_at', 'erase_at', 'erasing_at')
    })
  }
}
