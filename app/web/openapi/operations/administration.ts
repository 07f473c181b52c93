import { JobActive, JobNotFailed } from '#app/jobs/errors'
import { retryFailuresValidator } from '#app/jobs/validators'
import { auditLogsPageValidator, jobsPageValidator, usersPageValidator } from '#app/http/pagination'
import { nothing, object, one, page, ref, whole } from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

export const administration: Record<string, Operation> = {
  'GET /jobs': { input: jobsPageValidator, answers: [page(ref('Job'))] },
  'GET /jobs/stats': { answers: [one(ref('JobCounts'))] },
  'GET /jobs/history': { answers: [page(ref('JobPeriod'))] },
  'GET /jobs/failures': { answers: [page(ref('Failures'))] },
  'POST /jobs/failures/retry': {
    input: retryFailuresValidator,
    answers: [one(object({ retried: whole, left: whole }), 202, 'They are in line again.')],
  },
  'GET /jobs/:id': { answers: [one(ref('Job'))] },
  'POST /jobs/:id/retry': {
    answers: [one(ref('Job'), 202, 'It is in line again.')],
    failures: [JobNotFailed],
  },
  'DELETE /jobs/:id': { answers: [nothing('Deleted.')], failures: [JobActive] },
  'GET /users': { input: usersPageValidator, answers: [page(ref('Profile'))] },
  'GET /audit-logs': { input: auditLogsPageValidator, answers: [page(ref('AuditLog'))] },
}
