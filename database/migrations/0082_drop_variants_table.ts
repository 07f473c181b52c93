import { Migration } from '#app/persistence/migration'

/** The variants are in the rows of their assets now. */
export default class extends Migration {
  protected changes = ['assets']

  async up() {
    this.schema.dropTable('variants')
  }

  async down() {
    this.schema.createTable('variants', (table) => {
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
}
