import { BaseSchema } from '@adonisjs/lucid/schema'

/** Codes as a second factor, and what a sign-in that is not complete waits for. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('totp_factors', (table) => {
      table.uuid('user_id').primary().references('users.id').onDelete('CASCADE')
      // Encrypted with APP_KEY.
      table.text('secret').notNullable()
      // On from this moment; until then it is only proposed.
      table.timestamp('confirmed_at').nullable()
      // The time step of the last code that was used: a code works once.
      table.bigInteger('last_step').notNullable().defaultTo(0)
      table.timestamp('created_at').notNullable().defaultTo(this.now())
    })
    this.schema.createTable('recovery_codes', (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.binary('hash').notNullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.unique(['user_id', 'hash'])
    })
    this.schema.createTable('challenges', (table) => {
      table.uuid('id').primary()
      table.binary('hash').notNullable().unique()
      table.string('kind', 16).notNullable()
      table.uuid('user_id').nullable().index().references('users.id').onDelete('CASCADE')
      table.jsonb('data').notNullable().defaultTo('{}')
      table.specificType('tries', 'smallint').notNullable().defaultTo(0)
      table.timestamp('expires_at').notNullable().index()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
    })
  }

  async down() {
    this.schema.dropTable('challenges')
    this.schema.dropTable('recovery_codes')
    this.schema.dropTable('totp_factors')
  }
}
