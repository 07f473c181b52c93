import { escapeIdentifier } from 'pg'
import { Migration } from '#app/persistence/migration'
import { applicationRole } from '#config/database'

/**
 * Personal text of the audit log stands beside the chain, which holds only its salted digest: it
 * can be erased, and is never changed. A checkpoint is where the chain begins once older months
 * have been exported and dropped.
 */
export default class extends Migration {
  protected changes = ['audit_logs']

  async up() {
    this.schema.alterTable('audit_logs', (table) => {
      table.binary('details_digest').nullable()
    })
    this.schema.raw(`
      create table audit.details (
        log_id uuid primary key,
        person_id uuid,
        email varchar(254),
        salt bytea not null,
        text text not null
      )
    `)
    this.schema.raw('create index details_person_index on audit.details (person_id)')
    this.schema.raw(
      'create index details_email_index on audit.details (email) where email is not null'
    )
    this.schema.raw(`
      create table audit.checkpoints (
        position bigint not null,
        digest bytea not null,
        month varchar(7) primary key,
        ends_before uuid not null,
        lines bigint not null,
        file_sha256 varchar(64) not null,
        created_at timestamptz not null default now()
      )
    `)
    this.schema.raw(`
      create trigger details_do_not_change before update on audit.details
      for each row execute function audit.refuse_change()
    `)
    this.schema.raw(`
      create trigger checkpoints_only_grow before update or delete on audit.checkpoints
      for each row execute function audit.refuse_change()
    `)
    for (const table of ['details', 'checkpoints']) {
      this.schema.raw(`
        create trigger ${table}_are_not_truncated before truncate on audit.${table}
        for each statement execute function audit.refuse_change()
      `)
    }
    if (applicationRole) {
      const role = escapeIdentifier(applicationRole)
      this.schema.raw(`grant select, insert, delete on audit.details to ${role}`)
      this.schema.raw(`grant select on audit.checkpoints to ${role}`)
    }
  }

  async down() {
    this.schema.raw('drop table audit.details, audit.checkpoints')
    this.schema.alterTable('audit_logs', (table) => table.dropColumn('details_digest'))
  }
}
