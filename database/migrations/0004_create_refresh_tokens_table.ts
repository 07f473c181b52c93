import { BaseSchema } from '@adonisjs/lucid/schema'

/** The chain of a session. A used token stays until its session ends, so that theft shows. */
export default class extends BaseSchema {
  protected tableName = 'refresh_tokens'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('session_id').notNullable().references('sessions.id').onDelete('CASCADE')
      table.binary('hash').notNullable().unique()
      table.timestamp('expires_at').notNullable()
      table.timestamp('used_at').nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.index(['session_id'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
