import { BaseSchema } from '@adonisjs/lucid/schema'

/** Derived images of an asset, one a recipe name. */
export default class extends BaseSchema {
  protected tableName = 'variants'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('asset_id').notNullable().references('assets.id').onDelete('CASCADE')
      table.string('name', 50).notNullable()
      table.string('object_key', 255).notNullable()
      table.string('content_type', 100).notNullable()
      table.integer('width').notNullable()
      table.integer('height').notNullable()
      table.bigInteger('size').notNullable()
      table.string('recipe', 64).notNullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.unique(['asset_id', 'name'])
      table.index(['name', 'recipe', 'id'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
