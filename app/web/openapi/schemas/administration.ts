import { auditActions } from '#app/audit/models/audit_log'
import { jobStates } from '#app/jobs/models/job'
import { id, nullable, object, oneOf, text, time, whole } from '#app/http/openapi/schema_builders'

const job = object({
  id,
  assetId: id,
  state: oneOf(...jobStates),
  attempts: whole,
  lastError: nullable(text),
  createdAt: time,
  updatedAt: time,
})

const jobCounts = object({
  waiting: whole,
  active: whole,
  delayed: whole,
  completed: whole,
  failed: whole,
})

const jobPeriod = object({
  start: { ...time, description: 'It lasts half an hour' },
  completed: whole,
  failed: whole,
  depth: { ...whole, description: 'Jobs in line or in work when it ended' },
})

const failures = object({
  reason: { ...text, description: 'The code of the last error' },
  count: whole,
  oldestAt: time,
})

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

/** What administrators see. */
export const administrationSchemas = {
  Job: job,
  JobCounts: jobCounts,
  JobPeriod: jobPeriod,
  Failures: failures,
  AuditLog: auditLog,
}
