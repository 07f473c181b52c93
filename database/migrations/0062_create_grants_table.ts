import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Permissions to send files on a user's behalf, within rules. Revoking one deletes it, so that it
 * is dead at once on every node; what was sent with it stays.
 */
export default class extends BaseSchema {
  protected tableName = 'grants'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.uuid('link_id').nullable()
      table.binary('hash').notNullable().unique()
      table.integer('max_assets').nullable()
      table.bigInteger('max_bytes').nullable()
      table.bigInteger('max_file_size').nullable()
      table.specificType('allowed_types', 'text[]').nullable()
      table.jsonb('metadata').nullable()
      table.integer('used_assets').notNullable().defaultTo(0)
      table.bigInteger('used_bytes').notNullable().defaultTo(0)
      table.timestamp('expires_at').notNullable().index()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.index(['user_id', 'id'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
