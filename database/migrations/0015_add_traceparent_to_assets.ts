import { BaseSchema } from '@adonisjs/lucid/schema'

/** The trace that began with the presign, so that whatever happens to the asset can go on with it. */
export default class extends BaseSchema {
  protected tableName = 'assets'

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.string('traceparent', 100).nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('traceparent')
    })
  }
}
