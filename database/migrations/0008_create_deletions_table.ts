import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Objects that must go although no row owns them any more. A row stays until the store has
 * nothing left below its prefix and nobody can still write there.
 */
export default class extends BaseSchema {
  protected tableName = 'deletions'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.string('prefix', 255).notNullable()
      table.text('multipart_id').nullable()
      table.timestamp('watch_until').notNullable()
      table.timestamp('run_at').notNullable().defaultTo(this.now())
      table.integer('attempts').notNullable().defaultTo(0)
      table.string('last_error', 500).nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.index(['run_at', 'id'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
