import { TooManyRequests, ValidationFailure } from '#app/http/openapi/failures'
import { PasswordChangeRequired } from '#app/accounts/errors'
import { SecondFactorMissing } from '#app/accounts/factors/errors'
import { ConfirmationRequired } from '#app/accounts/sessions/errors'
import { ScopeMissing } from '#app/accounts/keys/errors'
import * as common from '#app/http/exceptions/errors'
import type { DocumentedRoute, Failure, Operation, Schema } from '#app/http/openapi/types'
import { json, list, object, oneOf, text, time, whole } from '#app/http/openapi/schema_builders'

export const requestId = {
  'x-request-id': { $ref: '#/components/headers/RequestId' },
}

const limitHeaders = {
  'retry-after': { schema: { ...whole, description: 'Seconds' } },
  'x-ratelimit-limit': { schema: whole },
  'x-ratelimit-remaining': { schema: whole },
  'x-ratelimit-reset': { schema: time },
}

const bodyFailures: Failure[] = [
  common.BadJson,
  common.RequestTimeout,
  common.RequestTooLarge,
  common.UnsupportedMediaType,
]

// What many operations answer alike is said once.
const shared: Failure[] = [
  ...bodyFailures,
  common.UnauthorizedAccess,
  common.NotFound,
  ValidationFailure,
  TooManyRequests,
  common.Unexpected,
  common.DatabaseUnavailable,
]

export const sharedResponses = Object.fromEntries(
  shared.map((failure) => [failure.code, describe([failure])])
)

/** Everything that the operation may refuse with, as responses by status. */
export function failureResponses(route: DocumentedRoute, operation: Operation, secured: boolean) {
  const failures = [...impliedFailures(route, operation, secured), ...(operation.failures ?? [])]
  const byStatus = Map.groupBy(failures, ({ status }) => String(status))
  return Object.fromEntries([...byStatus].map(([status, all]) => [status, toResponse(all)]))
}

function* impliedFailures(route: DocumentedRoute, operation: Operation, secured: boolean) {
  const hasBody = operation.input && !['GET', 'DELETE'].includes(route.method)
  if (hasBody) yield* bodyFailures
  if (operation.input) yield ValidationFailure
  if (secured) yield common.UnauthorizedAccess
  if (route.scheme === 'bearer' && secured) {
    yield PasswordChangeRequired
    yield SecondFactorMissing
  }
  if (route.needsConfirmation) yield ConfirmationRequired
  // Keys and grants may not do everything.
  if (secured && route.scheme === 'bearer') yield common.Forbidden
  if (route.scopes.length > 0) yield ScopeMissing
  if (route.pattern.includes(':')) yield common.NotFound
  yield common.Unexpected
  if (!operation.isUnlimited) yield TooManyRequests
  if (!operation.needsNoDatabase) yield common.DatabaseUnavailable
}

function toResponse(failures: Failure[]) {
  const [{ code }] = failures
  if (failures.length > 1 || !(code in sharedResponses)) return describe(failures)
  return { $ref: `#/components/responses/${code}` }
}

function describe(failures: Failure[]) {
  const messages = new Map(failures.map(({ code, message }) => [code, message]))
  const lines = [...messages].map(([code, message]) => `\`${code}\`: ${message}`)
  const isLimit = failures.some(({ status }) => status === 429)
  return {
    description: lines.join('\n\n'),
    headers: { ...requestId, ...(isLimit && limitHeaders) },
    content: json(errorsSchema(failures)),
  }
}

function errorsSchema(failures: Failure[]): Schema {
  const code = oneOf(...new Set(failures.map((failure) => failure.code)))
  const details: Record<string, Schema> = Object.assign(
    { field: text, rule: text, challenge: text },
    ...failures.map((failure) => failure.details)
  )
  const error = object({ code, message: text, ...details }, Object.keys(details))
  return object({ errors: { ...list(error), minItems: 1 } })
}
