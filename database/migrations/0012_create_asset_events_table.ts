import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Each change of an asset that its owner is told of, kept for a day. The database writes it by
 * itself, so that no writer can forget to.
 */
export default class extends BaseSchema {
  protected tableName = 'asset_events'

  async up() {
    this.schema.raw(`
      create table asset_events (
        user_id uuid not null,
        id bigint generated always as identity,
        asset_id uuid not null,
        status varchar(16) not null,
        error_code varchar(50),
        error_message varchar(500),
        created_at timestamptz not null default now(),
        primary key (user_id, id)
      )
    `)
    this.schema.raw('create index asset_events_age_index on asset_events (created_at)')
    // Numbers are given in one order and transactions become visible in another, so a reader could
    // pass by one that it never saw. The lock lasts until the transaction is visible: one owner's
    // events appear in the order of their ids. It is the last thing that a transaction waits for,
    // and can therefore not be part of a deadlock.
    this.schema.raw(`
      create function record_asset_event() returns trigger language plpgsql as $$
      declare
        asset assets := coalesce(new, old);
      begin
        perform pg_advisory_xact_lock(720419, hashtext(asset.user_id::text));
        insert into asset_events (user_id, asset_id, status, error_code, error_message)
        values (
          asset.user_id, asset.id,
          case when tg_op = 'DELETE' then 'deleted' else asset.status end,
          asset.error_code, asset.error_message
        );
        return null;
      end $$
    `)
    this.schema.raw(`
      create constraint trigger assets_come_and_go after insert or delete on assets
      deferrable initially deferred for each row execute function record_asset_event()
    `)
    this.schema.raw(`
      create constraint trigger assets_change after update on assets
      deferrable initially deferred for each row
      when ((old.status, old.filename) is distinct from (new.status, new.filename))
      execute function record_asset_event()
    `)
  }

  async down() {
    this.schema.raw('drop trigger assets_come_and_go on assets')
    this.schema.raw('drop trigger assets_change on assets')
    this.schema.raw('drop function record_asset_event()')
    this.schema.dropTable(this.tableName)
  }
}
