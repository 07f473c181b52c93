import { Migration } from '#app/persistence/migration'

/** A grant of a link is one visit: it knows who sends, and ends with its link. */
export default class extends Migration {
  protected tableName = 'grants'
  protected changes = ['grants', 'links']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.string('sender_name', 200).nullable()
      table.string('sender_email', 254).nullable()
    })
    this.schema.raw(`
      alter table grants add constraint grants_link_id_foreign
        foreign key (link_id) references links (id) on delete cascade not valid
    `)
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropForeign('link_id')
      table.dropColumns('sender_name', 'sender_email')
    })
  }
}
