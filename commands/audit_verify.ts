import { flags } from '@adonisjs/core/ace'
import { DatabaseCommand } from '#commands/_database_command'
import type { Head } from '#app/audit/actions/verify_audit_log'

export default class AuditVerify extends DatabaseCommand {
  static commandName = 'audit:verify'
  static description = 'Find every line of the audit log that was changed, removed or inserted'
  static help = [
    'Exits with 1 where it finds one. Keep the head that it prints somewhere else: given as anchor later, it shows whether the end of the log was cut off or the chain rebuilt.',
    '',
    '  {{ binaryName }} audit:verify --anchor=POSITION:DIGEST',
  ]

  @flags.string({ description: 'A head that was printed before, as POSITION:DIGEST' })
  declare anchor: string

  async run() {
    const anchor = this.anchor ? parseHead(this.anchor) : undefined
    if (this.anchor && !anchor) return this.#fail('--anchor should be POSITION:DIGEST')

    const { VerifyAuditLog } = await import('#app/audit/actions/verify_audit_log')
    const { position, digest } = await new VerifyAuditLog().handle(
      (finding) => this.#fail(finding),
      anchor
    )
    if (!this.exitCode) {
      this.logger.success(`the audit log is as it was written, ${position} lines sealed`)
    }
    this.logger.info(`head ${position}:${digest}`)
  }

  #fail(message: string) {
    this.exitCode = 1
    this.logger.error(message)
  }
}

function parseHead(text: string): Head | undefined {
  const [, position, digest] = /^(\d+):([\da-f]{64})$/.exec(text) ?? []
  return digest ? { position: Number(position), digest } : undefined
}
