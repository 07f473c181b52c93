import { BaseSchema } from '@adonisjs/lucid/schema'

/** Seconds that an account's rejected files took to process, which are forgiven bit by bit. */
export default class extends BaseSchema {
  protected tableName = 'processing_charges'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('charge_to').primary()
      table.double('seconds').notNullable()
      table.timestamp('updated_at').notNullable().defaultTo(this.now())
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
