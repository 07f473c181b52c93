import AuditLog, { type AuditAction } from '#app/audit/models/audit_log'
import { iso } from '#app/http/iso'

const STEPS: AuditAction[] = [
  'user.erasure_requested',
  'user.restored',
  'user.erasure_started',
  'user.erased',
]

/**
 * What happened to an account that was to be erased, oldest first: what it held when the erasure
 * started, and when everything was gone. The lines are in the chain of the audit log.
 */
export async function readReceipt(userId: string) {
  const lines = await AuditLog.query()
    .where({ subject: userId })
    .whereIn('action', STEPS)
    .orderBy('id')
  return lines.map(({ action, payload, createdAt }) => {
    return { action, at: iso(createdAt), ...(payload as object) }
  })
}
