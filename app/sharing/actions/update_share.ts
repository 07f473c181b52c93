import db from '@adonisjs/lucid/services/db'
import { hashPassword } from '#app/accounts/auth/passwords'
import Archive from '#app/archives/models/archive'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { auditedTerms } from '#app/sharing/audited_terms'
import type Share from '#app/sharing/models/share'
import type { ShareTerms } from '#app/sharing/models/share'

interface Update {
  share: Share
  changes: Partial<ShareTerms>
  origin: RequestContext
}

/** Changes the terms of a share. Its archives end, and with another password its visits too. */
export class UpdateShare {
  async handle({ share, changes, origin }: Update) {
    const terms = { ...changes }
    if (changes.password) terms.password = await hashPassword(changes.password)
    await db.transaction(async (trx) => {
      await share.change(terms, trx)
      await Archive.endShare(share.id, trx)
      await AuditLog.record('share.changed', share.id, origin, trx, auditedTerms(share))
    })
  }
}
