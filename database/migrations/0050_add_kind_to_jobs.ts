import { Migration } from '#app/persistence/migration'

/** What a job does: an asset is published with its thumbnail first, its other variants follow. */
export default class extends Migration {
  protected tableName = 'jobs'
  protected changes = ['jobs']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.string('kind', 16).notNullable().defaultTo('process')
    })
    this.schema.raw(`
      alter table jobs add constraint jobs_kind_is_known
      check (kind in ('process', 'variants', 'playback')) not valid
    `)
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('kind')
    })
  }
}
