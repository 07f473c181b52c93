import { jobKinds, jobStates } from '#app/jobs/models/job'
import { JobActive, JobNotFailed } from '#app/jobs/errors'
import { jobsPageValidator, retryFailuresValidator } from '#app/jobs/validators'
import {
  id,
  nothing,
  nullable,
  object,
  one,
  oneOf,
  page,
  ref,
  text,
  time,
  whole,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

/** What the calls of jobs answer and refuse. */
export const operations: Record<string, Operation> = {
  'GET /jobs': { input: jobsPageValidator, answers: [page(ref('Job'))] },
  'GET /jobs/stats': { answers: [one(ref('JobCounts'))] },
  'GET /jobs/history': { answers: [page(ref('JobPeriod'))] },
  'GET /jobs/failures': { answers: [page(ref('Failures'))] },
  'POST /jobs/failures/retry': {
    input: retryFailuresValidator,
    answers: [one(object({ retried: whole, left: whole }), 202, 'They are queued again.')],
  },
  'GET /jobs/:id': { answers: [one(ref('Job'))] },
  'POST /jobs/:id/retry': {
    answers: [one(ref('Job'), 202, 'It is queued again.')],
    failures: [JobNotFailed],
  },
  'DELETE /jobs/:id': { answers: [nothing('Deleted.')], failures: [JobActive] },
}

const job = object({
  id,
  assetId: id,
  kind: oneOf(...jobKinds),
  state: oneOf(...jobStates),
  attempts: whole,
  lastError: nullable(text),
  progress: nullable({ ...whole, description: 'Per cent, of a run that takes long' }),
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
  depth: { ...whole, description: 'Jobs queued or active when it ended' },
})

const failures = object({
  reason: { ...text, description: 'The code of the last error' },
  count: whole,
  oldestAt: time,
})

/** Jobs, as the transformers write them. */
export const schemas = { Job: job, JobCounts: jobCounts, JobPeriod: jobPeriod, Failures: failures }
