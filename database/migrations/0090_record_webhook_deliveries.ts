import { Migration } from '#app/persistence/migration'

/**
 * Writes the outbox of webhooks in the transaction of the asset's change, so that no writer can
 * forget to. What is moved to the trash is deleted, and is no event again when it is erased; what
 * is restored enters its state again.
 */
export default class extends Migration {
  protected tableName = 'assets'
  protected changes = ['assets']

  async up() {
    this.schema.raw(UUID_V7)
    this.schema.raw(RECORD_DELIVERIES)
    this.schema.raw(`
      create trigger assets_status_is_delivered after update on assets for each row
      when (old.status is distinct from new.status and new.trashed_at is null
        and new.status in ('ready', 'rejected', 'failed'))
      execute function record_webhook_deliveries()
    `)
    this.schema.raw(`
      create trigger assets_trash_is_delivered after update on assets for each row
      when ((old.trashed_at is null) <> (new.trashed_at is null))
      execute function record_webhook_deliveries()
    `)
    this.schema.raw(`
      create trigger assets_deletion_is_delivered after delete on assets for each row
      when (old.trashed_at is null)
      execute function record_webhook_deliveries()
    `)
  }

  async down() {
    for (const what of ['status', 'trash', 'deletion']) {
      this.schema.raw(`drop trigger assets_${what}_is_delivered on assets`)
    }
    this.schema.raw('drop function record_webhook_deliveries()')
    this.schema.raw('drop function uuid_v7()')
  }
}

/** Ids that sort by time (RFC 9562), as the application makes them. PostgreSQL has its own from 18. */
const UUID_V7 = `
  create function uuid_v7() returns uuid language sql volatile as $$
    select (left(ms, 8) || '-' || right(ms, 4) || '-7' || substr(gen_random_uuid()::text, 16))::uuid
    from lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') ms
  $$
`

// One asset's changes wait for each other at its row, so their sequence is the order of their
// commits. The key share lock skips a webhook that is deleted at this moment, whose foreign key
// would else fail the change. An event waits at least as long as those before it.
const RECORD_DELIVERIES = `
  create function record_webhook_deliveries() returns trigger language plpgsql as $$
  declare
    changed assets := coalesce(new, old);
    event_type text := case when tg_op = 'DELETE' or new.trashed_at is not null
      then 'asset.deleted' else 'asset.' || new.status end;
    event uuid := uuid_v7();
  begin
    insert into webhook_deliveries
      (id, webhook_id, event_id, type, asset_id, asset, status, next_attempt_at)
    select uuid_v7(), webhooks.id, event, event_type, changed.id, to_jsonb(changed),
      case when disabled_at is null then 'pending' else 'skipped' end,
      greatest(now(), (select max(next_attempt_at) from webhook_deliveries earlier
        where earlier.webhook_id = webhooks.id and earlier.asset_id = changed.id
          and earlier.status = 'pending'))
    from webhooks
    where user_id = changed.user_id and event_type = any (events)
    for key share;
    return null;
  end $$
`
