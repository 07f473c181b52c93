import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { AuditLogSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { Paged } from '#app/persistence/paged'

export const auditActions = [
  'session.opened',
  'session.failed',
  'session.refresh_reused',
  'session.revoked',
  'session.confirmation_failed',
  'invitation.created',
  'invitation.revoked',
  'user.created',
  'user.password_changed',
  'user.role_changed',
  'user.quota_changed',
  'user.disabled',
  'user.enabled',
  'user.password_reset_issued',
  'user.password_reset',
  'user.erasure_requested',
  'user.restored',
  'user.erased',
  'asset.deleted',
  'job.retried',
  'job.deleted',
  'webhook.created',
  'webhook.changed',
  'webhook.secret_rotated',
  'webhook.turned_off',
  'webhook.deleted',
] as const

export type AuditAction = (typeof auditActions)[number]

/** Who asked for a change, and by which request. */
export interface Origin {
  actorId: string | null
  requestId?: string | null
  ip?: string | null
  userAgent?: string | null
}

/** One line of the audit log. It is written once, in the transaction of what it tells of. */
export default class AuditLog extends compose(AuditLogSchema, Identified, Paged) {
  static record(
    action: AuditAction,
    subject: string | null,
    origin: Origin,
    trx: TransactionClientContract,
    payload: Record<string, unknown> = {}
  ) {
    const { actorId, requestId, ip } = origin
    return AuditLog.create({ action, subject, payload, actorId, requestId, ip }, { client: trx })
  }
}
