import { auditActions } from '#app/audit/models/audit_log'
import { auditLogsPageValidator } from '#app/audit/validators'
import {
  id,
  nullable,
  object,
  oneOf,
  page,
  ref,
  text,
  time,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

/** What the calls of the audit log answer and refuse. */
export const operations: Record<string, Operation> = {
  'GET /audit-logs': { input: auditLogsPageValidator, answers: [page(ref('AuditLog'))] },
}

const auditLog = object({
  id,
  actorId: nullable({ ...id, description: 'Who did it; null for nobody known, and for commands' }),
  action: oneOf(...auditActions),
  subject: nullable({ ...text, description: 'The id of the user, session, asset or job' }),
  payload: { type: 'object' },
  requestId: nullable(text),
  ip: nullable(text),
  createdAt: time,
})

/** The audit log, as its transformer writes it. */
export const schemas = { AuditLog: auditLog }
