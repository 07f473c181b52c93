import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Objects, and uploads in parts, that no row owns: when each was first met, which is when its grace
 * begins, and since when it is in quarantine. How far the sweep has come through the store, and
 * whether its last round was halted, is one row beside them.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('orphans', (table) => {
      table.specificType('key', 'text collate "C"').primary()
      table.timestamp('first_seen_at').notNullable().defaultTo(this.now())
      table.timestamp('last_seen_at').notNullable().defaultTo(this.now())
      table.timestamp('quarantined_at').nullable()

      table.index(['quarantined_at', 'first_seen_at'])
    })
    this.schema.createTable('orphan_round', (table) => {
      table.boolean('is_only').primary().defaultTo(true).checkIn(['true'])
      table.text('position').notNullable().defaultTo('')
      table.bigInteger('seen').notNullable().defaultTo(0)
      table.timestamp('halted_at').nullable()
      table.bigInteger('halted_due').nullable()
      table.bigInteger('halted_seen').nullable()
    })
    this.schema.raw('insert into orphan_round default values')
  }

  async down() {
    this.schema.dropTable('orphan_round')
    this.schema.dropTable('orphans')
  }
}
