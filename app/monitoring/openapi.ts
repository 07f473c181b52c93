import { NotFound } from '#app/http/exceptions/errors'
import {
  json,
  list,
  object,
  one,
  oneOf,
  raw,
  ref,
  text,
  time,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

const needsNoDatabase = true
const probe = { needsNoDatabase, isUnlimited: true }

const healthAnswers = [
  one(ref('Health'), 200, 'Up, perhaps with warnings.'),
  { status: 503, description: 'Something is down.', content: json(ref('Unhealthy')) },
]

/** What probes and metrics answer. */
export const operations: Record<string, Operation> = {
  'GET /metrics': {
    needsNoDatabase,
    answers: [raw('text/plain', 'The metrics.')],
    failures: [NotFound],
  },
  'GET /health/live': { ...probe, answers: [one(object({ status: oneOf('ok') }))] },
  'GET /health/ready': { ...probe, answers: healthAnswers },
  'GET /health': { ...probe, answers: healthAnswers },
}

const condition = oneOf('ok', 'warning', 'error')

const health = object({
  status: { ...condition, description: 'The worst of the parts' },
  checkedAt: time,
  parts: {
    type: 'object',
    additionalProperties: object({ status: condition, message: text }),
  },
})

const unhealthy = object({
  data: ref('Health'),
  errors: {
    ...list(object({ code: text, message: text })),
    description: 'One a part that is down',
  },
})

/** The health report. */
export const schemas = { Health: health, Unhealthy: unhealthy }
