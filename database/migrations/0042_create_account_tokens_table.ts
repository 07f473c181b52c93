import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Single-use tokens that are mailed or handed over: for a new password, or to prove an email.
 * Using one deletes it.
 */
export default class extends BaseSchema {
  protected tableName = 'account_tokens'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.string('purpose', 16).notNullable()
      table.binary('hash').notNullable().unique()
      // The address that the token was sent to, where it proves one.
      table.string('email', 254).nullable()
      table.timestamp('expires_at').notNullable().index()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.check(`purpose in ('password', 'email')`, [], 'account_tokens_purpose_is_known')
      table.index(['user_id', 'purpose'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
