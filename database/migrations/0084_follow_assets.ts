import { Migration } from '#app/persistence/migration'

/**
 * What the database does by itself when an asset changes, whoever changes it: it reads the time out
 * of the facts, reports more changes to the owner, and counts months.
 */
export default class extends Migration {
  protected changes = ['assets']

  async up() {
    // The facts have UTC and the offset; the column has the clock that the person saw.
    this.schema.raw(`
      create function read_asset_time() returns trigger language plpgsql as $$
      begin
        new.taken_zone := new.meta->>'takenZone';
        new.taken_at := (new.meta->>'takenAt')::timestamp
          + coalesce(new.taken_zone::interval, interval '0');
        return new;
      end $$
    `)
    this.schema.raw(`
      create trigger assets_read_time before insert or update of meta on assets
      for each row execute function read_asset_time()
    `)
    this.schema.raw(recordEvent(`tg_op = 'DELETE' or asset.trashed_at is not null`))
    this.schema.raw('drop trigger assets_change on assets')
    this.schema.raw(onChangeOf('status, filename, variants, metadata, tags, favorite, trashed_at'))
    this.schema.raw(COUNT_MONTHS)
    this.schema.raw(`
      create table asset_months (
        user_id uuid not null references users (id) on delete cascade,
        sort varchar(5) not null,
        month date not null,
        count integer not null,
        primary key (user_id, sort, month)
      )
    `)
    this.schema.raw(`
      create constraint trigger assets_count_months after insert or delete on assets
      deferrable initially deferred for each row execute function count_asset_month()
    `)
    this.schema.raw(`
      create constraint trigger assets_move_months after update on assets
      deferrable initially deferred for each row
      when ((old.taken_at, old.trashed_at) is distinct from (new.taken_at, new.trashed_at))
      execute function count_asset_month()
    `)
  }

  async down() {
    this.schema.raw('drop trigger assets_read_time on assets')
    this.schema.raw('drop function read_asset_time()')
    this.schema.raw('drop trigger assets_count_months on assets')
    this.schema.raw('drop trigger assets_move_months on assets')
    this.schema.raw('drop function count_asset_month()')
    this.schema.dropTable('asset_months')
    this.schema.raw(recordEvent(`tg_op = 'DELETE'`))
    this.schema.raw('drop trigger assets_change on assets')
    this.schema.raw(onChangeOf('status, filename'))
  }
}

/** As before, with another idea of when an asset counts as deleted. */
function recordEvent(isDeleted: string) {
  return `
    create or replace function record_asset_event() returns trigger language plpgsql as $$
    declare
      asset assets := coalesce(new, old);
    begin
      perform pg_advisory_xact_lock(720419, hashtext(asset.user_id::text));
      insert into asset_events (user_id, asset_id, status, error_code, error_message)
      values (
        asset.user_id, asset.id,
        case when ${isDeleted} then 'deleted' else asset.status end,
        asset.error_code, asset.error_message
      );
      return null;
    end $$`
}

function onChangeOf(columns: string) {
  const row = (version: string) => `(${columns.replaceAll(/\w+/g, `${version}.$&`)})`
  return `
    create constraint trigger assets_change after update on assets
    deferrable initially deferred for each row
    when (${row('old')} is distinct from ${row('new')})
    execute function record_asset_event()`
}

// Under the lock that events take as well, so that no two transactions wait for each other's rows.
const COUNT_MONTHS = `
  create function count_asset_month() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(720419, hashtext(coalesce(new.user_id, old.user_id)::text));
    if tg_op <> 'INSERT' and old.trashed_at is null then
      update asset_months set count = count - 1 where user_id = old.user_id and (sort, month) in (
        ('added', date_trunc('month', to_timestamp(
          ('x' || translate(left(old.id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
          at time zone 'UTC')::date),
        ('taken', date_trunc('month',
          coalesce(old.taken_at, old.created_at at time zone 'UTC'))::date)
      );
    end if;
    if tg_op <> 'DELETE' and new.trashed_at is null then
      insert into asset_months (user_id, sort, month, count) values
        (new.user_id, 'added', date_trunc('month', to_timestamp(
          ('x' || translate(left(new.id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
          at time zone 'UTC'), 1),
        (new.user_id, 'taken', date_trunc('month',
          coalesce(new.taken_at, new.created_at at time zone 'UTC')), 1)
      on conflict (user_id, sort, month) do update set count = asset_months.count + 1;
    end if;
    return null;
  end $$`
