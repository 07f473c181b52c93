import * as accounts from '#app/accounts/openapi'
import * as sessions from '#app/accounts/sessions/openapi'
import * as factors from '#app/accounts/factors/openapi'
import * as keys from '#app/accounts/keys/openapi'
import * as uploads from '#app/uploads/openapi'
import * as assets from '#app/assets/openapi'
import * as archives from '#app/archives/openapi'
import * as events from '#app/assets/events/openapi'
import * as albums from '#app/albums/openapi'
import * as links from '#app/links/openapi'
import * as sharing from '#app/sharing/openapi'
import * as webhooks from '#app/webhooks/openapi'
import * as jobs from '#app/jobs/openapi'
import * as audit from '#app/audit/openapi'
import * as objects from '#app/storage/http/openapi'
import * as monitoring from '#app/monitoring/openapi'
import * as web from '#app/web/openapi'
import { pageMetadata } from '#app/http/openapi/schema_builders'
import type { DocumentedRoute, Operation, Schema } from '#app/http/openapi/types'

/** What a domain says of its calls, and what their answers are made of. */
interface Described {
  operations: Record<string, Operation>
  schemas?: Record<string, Schema>
}

const domains: Described[] = [
  accounts,
  sessions,
  factors,
  keys,
  uploads,
  assets,
  archives,
  events,
  albums,
  links,
  sharing,
  webhooks,
  jobs,
  audit,
  objects,
  monitoring,
  web,
]

const operations: Record<string, Operation> = Object.assign(
  {},
  ...domains.map((domain) => domain.operations)
)

/** Everything that answers are made of, as the transformers write it. */
export const schemas: Record<string, Schema> = Object.assign(
  { PageMetadata: pageMetadata },
  ...domains.map((domain) => domain.schemas)
)

/** What is declared of a route: its input, its answers and its own failures. */
export function operationOf({ method, pattern }: DocumentedRoute): Operation {
  const operation = operations[`${method} ${pattern}`]
  if (!operation) {
    throw new Error(`${method} ${pattern} is not described: add it to its domain's openapi.ts`)
  }
  return operation
}
