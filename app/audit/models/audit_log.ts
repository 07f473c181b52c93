import { validate as isUuid } from 'uuid'
import { compose } from '@adonisjs/core/helpers'
import { afterFetch, afterFind } from '@adonisjs/lucid/orm'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { separateDetails, writeDetails } from '#app/audit/details'
import { restoreDetails } from '#app/audit/models/audit_log_details'
import { AuditLogSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { Paged } from '#app/persistence/paged'

export const auditActions = [
  'factor.totp_enabled',
  'factor.passkey_added',
  'factor.provider_joined',
  'factor.passkey_removed',
  'factor.totp_disabled',
  'factor.recovery_code_used',
  'factor.recovery_codes_renewed',
  'session.second_factor_failed',
  'audit.archived',
  'session.opened',
  'session.failed',
  'session.refresh_reused',
  'session.revoked',
  'session.confirmation_failed',
  'key.created',
  'key.revoked',
  'grant.created',
  'grant.revoked',
  'link.created',
  'link.changed',
  'link.rotated',
  'link.revoked',
  'invitation.created',
  'invitation.revoked',
  'user.created',
  'user.password_changed',
  'user.role_changed',
  'user.quota_changed',
  'user.disabled',
  'user.enabled',
  'user.password_reset_issued',
  'user.password_reset_requested',
  'user.password_reset',
  'user.email_change_requested',
  'user.email_changed',
  'user.email_verified',
  'user.erasure_requested',
  'user.restored',
  'user.erasure_started',
  'user.erased',
  'asset.deleted',
  'asset.quarantined',
  'asset.released',
  'job.retried',
  'job.deleted',
  'webhook.created',
  'webhook.changed',
  'webhook.secret_rotated',
  'webhook.turned_off',
  'webhook.deleted',
  'album.deleted',
  'share.created',
  'share.changed',
  'share.revoked',
] as const

export type AuditAction = (typeof auditActions)[number]

/** Who asked for a change, and by which request. */
export interface RequestContext {
  actorId: string | null
  requestId?: string | null
  ip?: string | null
  userAgent?: string | null
}

/**
 * One line of the audit log, written once, in the transaction of the change that it records. A
 * trigger notes it in `audit.unsealed`, and the sweep seals it into the chain. Addresses, emails
 * and names stand beside the chain, where they can be erased.
 */
export default class AuditLog extends compose(AuditLogSchema, Identified, Paged) {
  @afterFind()
  static async restoreDetails(line: AuditLog) {
    await restoreDetails([line])
  }

  @afterFetch()
  static async restoreAllDetails(lines: AuditLog[]) {
    await restoreDetails(lines)
  }

  /** `personId` is whom the personal text is about, if that is not who did it. */
  static async record(
    action: AuditAction,
    subject: string | null,
    origin: RequestContext,
    trx: TransactionClientContract,
    payload: Record<string, unknown> = {},
    personId: string | null = origin.actorId ?? subject
  ) {
    const { actorId, requestId, ip } = origin
    const { kept, details } = separateDetails(payload, ip)
    const line = await AuditLog.create(
      { action, subject, payload: kept, actorId, requestId, detailsDigest: details?.digest },
      { client: trx }
    )
    if (!details) return line
    const person = personId && isUuid(personId) ? personId : null
    await writeDetails(details, { logId: line.id, personId: person }, trx)
    return line
  }
}
