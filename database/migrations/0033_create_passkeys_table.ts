import { BaseSchema } from '@adonisjs/lucid/schema'

/** The public half of each key that a user signs in with in the place of a password. */
export default class extends BaseSchema {
  protected tableName = 'passkeys'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().index().references('users.id').onDelete('CASCADE')
      table.string('credential_id', 1_400).notNullable().unique()
      table.binary('public_key').notNullable()
      table.bigInteger('counter').notNullable()
      table.string('name', 100).notNullable()
      table.timestamp('last_used_at').nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
