import { Migration } from '#app/persistence/migration'

/** An asset that goes to the trash leaves the counts and covers of its albums, and comes back to them. */
export default class extends Migration {
  protected changes = ['assets']

  async up() {
    this.schema.raw(`
      create function follow_trash_in_albums() returns trigger language plpgsql as $$
      begin
        update album_assets set is_live = new.trashed_at is null where asset_id = new.id;
        return null;
      end $$
    `)
    this.schema.raw(`
      create trigger assets_trash_in_albums after update of trashed_at on assets for each row
      when ((old.trashed_at is null) <> (new.trashed_at is null))
      execute function follow_trash_in_albums()
    `)
  }

  async down() {
    this.schema.raw('drop trigger assets_trash_in_albums on assets')
    this.schema.raw('drop function follow_trash_in_albums()')
  }
}
