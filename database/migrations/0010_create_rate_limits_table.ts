import { BaseSchema } from '@adonisjs/lucid/schema'

/** Counters of the limits that are kept in the database. */
export default class extends BaseSchema {
  protected tableName = 'rate_limits'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('key', 255).primary()
      table.integer('points').notNullable().defaultTo(0)
      table.bigInteger('expire').nullable().index()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
