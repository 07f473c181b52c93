import { BaseTransformer } from '@adonisjs/core/transformers'
import type AuditLog from '#app/audit/models/audit_log'
import { iso } from '#app/http/iso'

/** A line of the audit log as an administrator sees it. */
export default class AuditLogTransformer extends BaseTransformer<AuditLog> {
  toObject() {
    const { createdAt } = this.resource
    return {
      ...this.pick(this.resource, [
        'id',
        'actorId',
        'action',
        'subject',
        'payload',
        'requestId',
        'ip',
      ]),
      createdAt: iso(createdAt),
    }
  }
}
