import { Migration } from '#app/persistence/migration'

/** At which provider a session was opened, to sign out there as well. It goes with its session. */
export default class extends Migration {
  protected tableName = 'provider_sessions'
  protected changes = ['sessions']

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('session_id').primary().references('sessions.id').onDelete('CASCADE')
      table.string('provider', 100).notNullable()
      table.text('id_token').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
