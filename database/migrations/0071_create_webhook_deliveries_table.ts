import { BaseSchema } from '@adonisjs/lucid/schema'

/** The outbox and the log of webhooks: one row for each event and webhook (migration 0090). */
export default class extends BaseSchema {
  protected tableName = 'webhook_deliveries'

  async up() {
    this.schema.raw(`
      create table webhook_deliveries (
        id uuid primary key,
        webhook_id uuid not null references webhooks (id) on delete cascade,
        -- The order of one asset's events.
        sequence bigint not null generated always as identity,
        event_id uuid not null,
        type varchar(32) not null,
        asset_id uuid,
        -- The row as the event left it, for an asset that is gone when it is sent.
        asset jsonb not null,
        status varchar(16) not null default 'pending',
        attempts integer not null default 0,
        pending_since timestamptz not null default now(),
        next_attempt_at timestamptz not null default now(),
        attempted_at timestamptz,
        response_code smallint,
        milliseconds integer,
        error varchar(500),
        created_at timestamptz not null default now(),
        constraint webhook_deliveries_status_is_known
          check (status in ('pending', 'delivered', 'failed', 'skipped'))
      )
    `)
    this.schema.raw('create index on webhook_deliveries (webhook_id, id)')
    this.schema.raw('create index on webhook_deliveries (created_at)')
    this.schema.raw(`create index webhook_deliveries_due_index
      on webhook_deliveries (webhook_id, next_attempt_at, sequence) where status = 'pending'`)
    this.schema.raw(`create index webhook_deliveries_order_index
      on webhook_deliveries (webhook_id, asset_id, sequence) where status = 'pending'`)
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
