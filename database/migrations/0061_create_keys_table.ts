import { BaseSchema } from '@adonisjs/lucid/schema'

/** Keys of programs. Revoking one deletes it, so that it is dead at once on every node. */
export default class extends BaseSchema {
  protected tableName = 'keys'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.binary('hash').notNullable().unique()
      table.string('name', 100).notNullable()
      table.specificType('scopes', 'text[]').notNullable()
      table.timestamp('expires_at').nullable()
      table.timestamp('last_used_at').nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.index(['user_id', 'id'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
