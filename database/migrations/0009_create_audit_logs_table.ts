import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What changed rights or destroyed something, written in the transaction of the change itself.
 * Partitioned on the id, which sorts by time, so that old months can be moved away whole.
 */
export default class extends BaseSchema {
  protected tableName = 'audit_logs'

  async up() {
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
    this.schema.raw('create table audit_logs_default partition of audit_logs default')
    this.schema.raw('create index audit_logs_actor_index on audit_logs (actor_id, id)')
    this.schema.raw('create index audit_logs_action_index on audit_logs (action, id)')
    this.schema.raw(
      'create index audit_logs_actor_action_index on audit_logs (actor_id, action, id)'
    )
    this.schema.raw(`
      create or replace function refuse_audit_log_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
      end $$
    `)
    this.schema.raw(`
      create trigger audit_logs_only_grow before update or delete on audit_logs
      for each row execute function refuse_audit_log_change()
    `)
    this.schema.raw(`
      create trigger audit_logs_are_not_truncated before truncate on audit_logs
      for each statement execute function refuse_audit_log_change()
    `)
  }

  async down() {
    this.schema.dropTable(this.tableName)
    this.schema.raw('drop function refuse_audit_log_change()')
  }
}
