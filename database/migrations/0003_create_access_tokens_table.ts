import { BaseSchema } from '@adonisjs/lucid/schema'

/** Only digests are kept: what stands here opens nothing. */
export default class extends BaseSchema {
  protected tableName = 'access_tokens'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('session_id').notNullable().references('sessions.id').onDelete('CASCADE')
      table.binary('hash').notNullable().unique()
      table.timestamp('expires_at').notNullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.index(['session_id'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
