import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Emails whose owners asked for a new password. The request only writes a row, so that its answer
 * takes the same time whether or not there is such an account; a moment later the sweep looks.
 */
export default class extends BaseSchema {
  protected tableName = 'reset_requests'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.string('email', 254).notNullable()
      table.string('request_id', 100).nullable()
      table.string('ip', 45).nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
