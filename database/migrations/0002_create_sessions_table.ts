import { BaseSchema } from '@adonisjs/lucid/schema'

/** One row a sign-in. A revoked one is kept until its time is over, and opens nothing. */
export default class extends BaseSchema {
  protected tableName = 'sessions'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.string('user_agent', 512).nullable()
      table.string('ip', 45).nullable()
      table.timestamp('last_used_at').notNullable().defaultTo(this.now())
      // Set at sign-in and never moved; the idle end moves with each refresh.
      table.timestamp('expires_at').notNullable()
      table.timestamp('idle_expires_at').notNullable()
      table.timestamp('revoked_at').nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())

      table.check('idle_expires_at <= expires_at', [], 'sessions_idle_end_is_first')
      table.index(['user_id', 'id'])
      table.index(['idle_expires_at'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
