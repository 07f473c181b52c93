import { JobActive, JobNotFailed } from '#exceptions/job_errors'
import { auditLogsPageValidator, jobsPageValidator } from '#validators/pages'
import { nothing, one, page, ref } from '#openapi/schema_builders'
import type { Operation } from '#openapi/types'

export const administration: Record<string, Operation> = {
  'GET /jobs': { input: jobsPageValidator, answers: [page(ref('Job'))] },
  'GET /jobs/stats': { answers: [one(ref('JobCounts'))] },
  'GET /jobs/:id': { answers: [one(ref('Job'))] },
  'POST /jobs/:id/retry': {
    answers: [one(ref('Job'), 202, 'It is in line again.')],
    failures: [JobNotFailed],
  },
  'DELETE /jobs/:id': { answers: [nothing('Deleted.')], failures: [JobActive] },
  'GET /audit-logs': { input: auditLogsPageValidator, answers: [page(ref('AuditLog'))] },
}
