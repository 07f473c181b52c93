import { Migration } from '#app/persistence/migration'

/** The variants of an asset in its own row, and what its owner and its file say about it. */
export default class extends Migration {
  protected tableName = 'assets'
  protected changes = ['assets']

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      // What the store holds besides the original, with the recipe that made each.
      table.jsonb('variants').notNullable().defaultTo('[]')
      table.specificType('tags', 'text[]').notNullable().defaultTo('{}')
      table.boolean('favorite').notNullable().defaultTo(false)
      // The camera's own clock, and its offset from UTC where the file names it.
      table.timestamp('taken_at', { useTz: false }).nullable()
      table.string('taken_zone', 6).nullable()
      table.timestamp('trashed_at').nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumns('variants', 'tags', 'favorite', 'taken_at', 'taken_zone', 'trashed_at')
    })
  }
}
