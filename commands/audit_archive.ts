import { args } from '@adonisjs/core/ace'
import { DatabaseCommand } from '#commands/_database_command'

export default class AuditArchive extends DatabaseCommand {
  static commandName = 'audit:archive'
  static description = 'Export an old month of the audit log to a file, and drop it'
  static help = [
    'The oldest month first. The rest of the log still verifies: a checkpoint says where the chain continues. The file has one JSON line an entry with its seal, and no personal text; its SHA-256 is kept in the checkpoint and in the log.',
    '',
    '  {{ binaryName }} audit:archive 2026-05 /backups/audit-2026-05.ndjson.gz',
  ]

  @args.string({ description: 'The month, such as 2026-05' })
  declare month: string

  @args.string({ description: 'The file to write; a file of this name is replaced' })
  declare file: string

  async run() {
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(this.month)) {
      return this.#fail('the month should look like 2026-05')
    }
    if (!(await this.#isIntact())) return

    const { default: pg } = await import('pg')
    const { migrationUrl } = await import('#config/database')
    const { ArchiveAuditMonth } = await import('#app/audit/actions/archive_audit_month')
    const { MonthNotArchivable } = await import('#app/audit/errors')
    const client = new pg.Client({ connectionString: migrationUrl })
    await client.connect()
    try {
      const { month, file } = this
      const { lines, sha256 } = await new ArchiveAuditMonth(client).handle({ month, file })
      this.logger.success(`wrote ${lines} lines to ${file} and dropped them`)
      this.logger.info(`sha256 ${sha256}`)
    } catch (error) {
      if (!(error instanceof MonthNotArchivable)) throw error
      this.#fail(error.message)
    } finally {
      await client.end()
    }
  }

  /** What was changed must be looked into before it is dropped. */
  async #isIntact() {
    const { VerifyAuditLog } = await import('#app/audit/actions/verify_audit_log')
    await new VerifyAuditLog().handle((finding) => this.#fail(finding))
    return !this.exitCode
  }

  #fail(message: string) {
    this.exitCode = 1
    this.logger.error(message)
  }
}
