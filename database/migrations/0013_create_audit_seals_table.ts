import { escapeIdentifier } from 'pg'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { applicationRole } from '#config/database'

/**
 * The hash chain over the audit log. Each new line is noted as unsealed by its own transaction, so
 * that writers never wait for each other; the sweep seals what it finds there a moment later.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('create table audit.unsealed (id uuid primary key)')
    this.schema.raw(`
      create function audit.note_unsealed() returns trigger
      language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      begin
        insert into audit.unsealed (id) values (new.id);
        return null;
      end $$
    `)
    this.schema.raw(`
      create trigger audit_logs_are_sealed after insert on audit_logs
      for each row execute function audit.note_unsealed()
    `)
    this.schema.raw(`
      create table audit.seals (
        position bigint primary key,
        log_id uuid not null unique,
        digest bytea not null
      )
    `)
    this.schema.raw(`
      create trigger seals_only_grow before update or delete on audit.seals
      for each row execute function audit.refuse_change()
    `)
    this.schema.raw(`
      create trigger seals_are_not_truncated before truncate on audit.seals
      for each statement execute function audit.refuse_change()
    `)
    if (applicationRole) {
      const role = escapeIdentifier(applicationRole)
      this.schema.raw(`grant select, insert on audit.seals to ${role}`)
      this.schema.raw(`grant select, delete on audit.unsealed to ${role}`)
    }
  }

  async down() {
    this.schema.raw('drop trigger audit_logs_are_sealed on audit_logs')
    this.schema.raw('drop function audit.note_unsealed()')
    this.schema.raw('drop table audit.seals, audit.unsealed')
  }
}
