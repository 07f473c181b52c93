import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Mail that is still to be sent: written in the transaction of what it tells about, deleted when the
 * mail server has taken it. `event` is unique, so that one event sends one mail.
 */
export default class extends BaseSchema {
  protected tableName = 'mails'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.string('event', 200).notNullable().unique()
      // Goes with the account that it is about.
      table.uuid('user_id').nullable().index().references('users.id').onDelete('CASCADE')
      table.string('recipient', 254).notNullable()
      // Encrypted, because it may hold a token.
      table.text('content').notNullable()
      table.timestamp('run_at').notNullable().defaultTo(this.now())
      table.timestamp('expires_at').notNullable()
      table.integer('attempts').notNullable().defaultTo(0)
      table.string('last_error', 500).nullable()
      table.timestamp('failed_at').nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.index(['run_at', 'id'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
