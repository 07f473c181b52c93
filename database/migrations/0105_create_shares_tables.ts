import { BaseSchema } from '@adonisjs/lucid/schema'

/** Shares, and the assets of those that do not show an album. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('shares', (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.uuid('album_id').nullable().references('albums.id').onDelete('CASCADE').index()
      table.string('title', 200).nullable()
      table.binary('secret_hash').notNullable().unique()
      table.string('secret_key_id', 12).notNullable()
      table.string('password').nullable()
      table.timestamp('expires_at').nullable()
      table.integer('max_downloads').nullable()
      table.integer('downloads').notNullable().defaultTo(0)
      table.integer('views').notNullable().defaultTo(0)
      table.boolean('originals').notNullable()
      table.boolean('location').notNullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('updated_at').notNullable().defaultTo(this.now())
      table.index(['user_id', 'id'])
    })
    this.schema.createTable('share_assets', (table) => {
      table.uuid('share_id').notNullable().references('shares.id').onDelete('CASCADE')
      table.uuid('asset_id').notNullable().references('assets.id').onDelete('CASCADE').index()
      table.primary(['share_id', 'asset_id'])
    })
  }

  async down() {
    this.schema.dropTable('share_assets')
    this.schema.dropTable('shares')
  }
}
