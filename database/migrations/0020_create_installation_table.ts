import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What the database knows of its installation, in the one row that the table can have: the id that
 * its object store has too, and when its own clock was last looked at.
 */
export default class extends BaseSchema {
  protected tableName = 'installation'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.boolean('is_only').primary().defaultTo(true).checkIn(['true'])
      table.uuid('id').nullable()
      table.timestamp('clock_seen_at').notNullable().defaultTo(this.now())
    })
    this.schema.raw('insert into installation default values')
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
