import { BaseSchema } from '@adonisjs/lucid/schema'

/** Open invitations. Using or revoking one deletes it, so that it works once. */
export default class extends BaseSchema {
  protected tableName = 'invitations'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.binary('hash').notNullable().unique()
      table.string('email', 254).nullable()
      table.string('role', 16).notNullable()
      table.bigInteger('quota_bytes').nullable()
      table.uuid('created_by').nullable().index().references('users.id').onDelete('CASCADE')
      table.timestamp('expires_at').notNullable().index()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.check(`role in ('USER', 'ADMIN')`, [], 'invitations_role_is_known')
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
