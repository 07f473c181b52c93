import { Migration } from '#app/persistence/migration'

/** Where an account wants its events sent. */
export default class extends Migration {
  protected tableName = 'webhooks'
  protected changes = ['users']

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.string('url', 2000).notNullable()
      table.specificType('events', 'text[]').notNullable()
      table.string('description', 200).nullable()
      // Both are encrypted with APP_KEY.
      table.text('secret').notNullable()
      table.text('previous_secret').nullable()
      table.timestamp('previous_secret_until').nullable()
      // Its last attempt failed or took long.
      table.boolean('is_slow').notNullable().defaultTo(false)
      // To the minute, so that a busy webhook is not written with each delivery.
      table.timestamp('last_success_at').nullable()
      table.timestamp('enabled_at').notNullable().defaultTo(this.now())
      table.timestamp('disabled_at').nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('updated_at').notNullable().defaultTo(this.now())

      table.index(['user_id', 'id'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
