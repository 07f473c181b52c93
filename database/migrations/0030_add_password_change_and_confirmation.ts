import { Migration } from '#app/persistence/migration'

/** What a user has to do before going on: choose a password, or show again who they are. */
export default class extends Migration {
  protected changes = ['users', 'sessions']

  async up() {
    this.schema.alterTable('users', (table) => {
      table.boolean('must_change_password').notNullable().defaultTo(false)
    })
    this.schema.alterTable('sessions', (table) => {
      // When the user signed in or last confirmed who they are.
      table.timestamp('confirmed_at').nullable()
    })
  }

  async down() {
    this.schema.alterTable('sessions', (table) => table.dropColumn('confirmed_at'))
    this.schema.alterTable('users', (table) => table.dropColumn('must_change_password'))
  }
}
