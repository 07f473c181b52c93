import { BaseSchema } from '@adonisjs/lucid/schema'

/** People. The email is stored normalised, so that two spellings of one address stay one. */
export default class extends BaseSchema {
  protected tableName = 'users'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.string('email', 254).notNullable().unique()
      table.string('full_name', 200).nullable()
      table.text('password').notNullable()
      table.string('role', 16).notNullable().defaultTo('USER')
      table.bigInteger('quota_bytes').nullable()
      table.bigInteger('quota_assets').nullable()
      // Reserved when an upload is presigned, given back when the asset goes.
      table.bigInteger('used_bytes').notNullable().defaultTo(0)
      table.bigInteger('used_assets').notNullable().defaultTo(0)
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('updated_at').notNullable().defaultTo(this.now())

      table.check('email = lower(email)', [], 'users_email_is_lower_case')
      table.check(`role in ('USER', 'ADMIN')`, [], 'users_role_is_known')
      table.check('used_bytes >= 0 and used_assets >= 0', [], 'users_usage_is_not_negative')
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
