import { Migration } from '#app/persistence/migration'

/**
 * Owners are told of each variant that follows the first ones. Those come with the change of their
 * asset's status, which is an event already.
 */
export default class extends Migration {
  protected changes = ['assets']

  async up() {
    this.schema.raw(`
      create constraint trigger assets_variants_change after update on assets
      deferrable initially deferred for each row
      when (old.variants <> new.variants and old.status = new.status)
      execute function record_asset_event()
    `)
  }

  async down() {
    this.schema.raw('drop trigger assets_variants_change on assets')
  }
}
