import { escapeIdentifier } from 'pg'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { applicationRole } from '#config/database'

/**
 * What changed rights or destroyed something, written in the transaction of the change itself.
 * Partitioned by month on the id, which sorts by time, so that old months can be moved away whole.
 * The partitions are in a schema of their own.
 */
export default class extends BaseSchema {
  protected tableName = 'audit_logs'

  async up() {
    this.schema.raw('create schema audit')
    this.schema.raw(`
      create table audit_logs (
        id uuid primary key,
        actor_id uuid,
        action varchar(64) not null,
        subject varchar(128),
        payload jsonb not null default '{}',
        request_id varchar(100),
        ip varchar(45),
        created_at timestamptz not null default now()
      ) partition by range (id)
    `)
    this.schema.raw('create table audit.logs_default partition of audit_logs default')
    this.schema.raw('create index audit_logs_actor_index on audit_logs (actor_id, id)')
    this.schema.raw('create index audit_logs_action_index on audit_logs (action, id)')
    this.schema.raw('create index audit_logs_subject_index on audit_logs (subject, id)')
    this.schema.raw(
      'create index audit_logs_actor_action_index on audit_logs (actor_id, action, id)'
    )
    this.schema.raw(`
      create function audit.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
      end $$
    `)
    this.schema.raw(`
      create trigger audit_logs_only_grow before update or delete on audit_logs
      for each row execute function audit.refuse_change()
    `)
    for (const table of ['audit_logs', 'audit.logs_default']) {
      this.schema.raw(`
        create trigger audit_logs_are_not_truncated before truncate on ${table}
        for each statement execute function audit.refuse_change()
      `)
    }
    this.schema.raw(FIRST_ID)
    this.schema.raw(MAKE_PARTITIONS)
    this.schema.raw('revoke execute on function audit.make_partitions from public')
    this.schema.raw('select audit.make_partitions(3)')
    if (applicationRole) this.#restrict(escapeIdentifier(applicationRole))
  }

  #restrict(role: string) {
    this.schema.raw(`revoke update, delete, truncate on audit_logs from ${role}`)
    this.schema.raw(`grant usage on schema audit to ${role}`)
    this.schema.raw(`grant execute on function audit.make_partitions to ${role}`)
  }

  async down() {
    this.schema.dropTable(this.tableName)
    this.schema.raw('drop schema audit cascade')
  }
}

/** The smallest UUIDv7 of a moment: its first 48 bits are milliseconds. */
const FIRST_ID = `
  create function audit.first_id(moment timestamptz) returns uuid language sql immutable as $$
    select rpad(lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0'), 32, '0')::uuid
  $$
`

/**
 * Makes the partitions of this month and of so many after it. It runs as who owns the table, for
 * the application's role may not. Attaching, unlike creating in place, lets writers go on. A month
 * of which rows are in the default partition already stays there.
 */
const MAKE_PARTITIONS = `
  create function audit.make_partitions(months integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    this_month timestamp := date_trunc('month', now() at time zone 'utc');
    first_day timestamp;
    low uuid;
    high uuid;
    partition text;
    made integer := 0;
  begin
    for ahead in 0..months loop
      first_day := this_month + make_interval(months => ahead);
      partition := 'logs_' || to_char(first_day, 'YYYY_MM');
      low := audit.first_id(first_day at time zone 'utc');
      high := audit.first_id((first_day + interval '1 month') at time zone 'utc');
      continue when to_regclass('audit.' || partition) is not null
        or exists (select from audit.logs_default where id >= low and id < high);
      execute format('create table audit.%I (like public.audit_logs including defaults)', partition);
      execute format('create trigger audit_logs_are_not_truncated before truncate on audit.%I
        for each statement execute function audit.refuse_change()', partition);
      execute format('alter table public.audit_logs attach partition audit.%I
        for values from (%L) to (%L)', partition, low, high);
      made := made + 1;
    end loop;
    return made;
  end $$
`
