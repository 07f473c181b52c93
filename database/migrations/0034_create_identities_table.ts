import { BaseSchema } from '@adonisjs/lucid/schema'

/** An account of an OpenID Connect provider that belongs to a user here. */
export default class extends BaseSchema {
  protected tableName = 'identities'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().index().references('users.id').onDelete('CASCADE')
      table.string('issuer', 500).notNullable()
      table.string('subject', 255).notNullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.unique(['issuer', 'subject'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
