import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Links through which anybody sends files to their owner. The secret in the URL is derived from
 * `APP_KEY`, `version` and the id: only its digest is here. Revoking a link deletes it.
 */
export default class extends BaseSchema {
  protected tableName = 'links'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.binary('hash').notNullable().unique()
      table.string('key_id', 12).notNullable()
      table.integer('version').notNullable().defaultTo(1)
      table.string('title', 200).notNullable()
      table.string('message', 2_000).nullable()
      table.timestamp('expires_at').nullable()
      table.integer('max_assets').nullable()
      table.bigInteger('max_bytes').nullable()
      table.bigInteger('max_file_size').nullable()
      table.specificType('allowed_types', 'text[]').nullable()
      table.string('password', 255).nullable()
      table.string('sender_name', 8).notNullable().defaultTo('hidden')
      table.string('sender_email', 8).notNullable().defaultTo('hidden')
      table.boolean('notify').notNullable().defaultTo(false)
      table.uuid('album_id').nullable().index().references('albums.id').onDelete('SET NULL')
      table.timestamp('closed_at').nullable()
      // Reserved by uploads, pending ones included.
      table.integer('used_assets').notNullable().defaultTo(0)
      table.bigInteger('used_bytes').notNullable().defaultTo(0)
      // When the owner is to be told of what arrived, and when that was last done.
      table.timestamp('notify_at').nullable()
      table.timestamp('notified_at').nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.index(['user_id', 'id'])
    })
    this.schema.raw('create index on links (notify_at) where notify_at is not null')
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
