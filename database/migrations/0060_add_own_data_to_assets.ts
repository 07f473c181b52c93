import { Migration } from '#app/persistence/migration'

/**
 * What a client keeps with its upload, and who sent it: a key, a grant or a visitor of a link. The
 * senders are not foreign keys, because an asset outlives them.
 */
export default class extends Migration {
  protected tableName = 'assets'
  protected changes = ['assets']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.jsonb('metadata').nullable()
      table.string('external_id', 200).nullable()
      table.uuid('key_id').nullable()
      table.uuid('grant_id').nullable()
      table.uuid('link_id').nullable()
      table.string('sender_name', 200).nullable()
      table.string('sender_email', 254).nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumns('metadata', 'external_id', 'key_id', 'grant_id', 'link_id')
      table.dropColumns('sender_name', 'sender_email')
    })
  }
}
