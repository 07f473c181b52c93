import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a ZIP archive consists of, as it was when it was asked for: names, lengths and the text of
 * its manifest. The bytes of its files are read from the store each time.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('archives', (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      // Whoever made it for a share ends it with the share.
      table.uuid('share_id').nullable()
      table.string('filename', 255).notNullable()
      table.boolean('includes_trash').notNullable()
      // All of these are null until every page is written.
      table.integer('file_count').nullable()
      table.bigInteger('size').nullable()
      table.bigInteger('manifest_crc').nullable()
      table.text('settings').nullable()
      table.timestamp('expires_at').notNullable().index()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.index(['user_id', 'id'])
      table.index('share_id')
    })
    this.schema.createTable('archive_pages', (table) => {
      table.uuid('archive_id').notNullable().references('archives.id').onDelete('CASCADE')
      table.integer('number').notNullable()
      // Bytes in each section of the archive.
      table.bigInteger('files_size').notNullable()
      table.bigInteger('manifest_size').notNullable()
      table.bigInteger('directory_size').notNullable()
      table.jsonb('files').notNullable()
      table.text('manifest').notNullable()
      table.primary(['archive_id', 'number'])
    })
  }

  async down() {
    this.schema.dropTable('archive_pages')
    this.schema.dropTable('archives')
  }
}
