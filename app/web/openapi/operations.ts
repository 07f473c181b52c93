import { administration } from '#app/web/openapi/operations/administration'
import { around } from '#app/monitoring/openapi'
import { assets } from '#app/assets/openapi'
import { authentication } from '#app/accounts/openapi'
import { events } from '#app/assets/events/openapi'
import { objects } from '#app/storage/http/openapi'
import { uploads } from '#app/uploads/openapi'
import type { DocumentedRoute, Operation } from '#app/http/openapi/types'

const operations: Record<string, Operation> = {
  ...authentication,
  ...uploads,
  ...assets,
  ...events,
  ...administration,
  ...objects,
  ...around,
}

/** What is declared of a route: its input, its answers and its own failures. */
export function operationOf({ method, pattern }: DocumentedRoute): Operation {
  const operation = operations[`${method} ${pattern}`]
  if (!operation) {
    throw new Error(`${method} ${pattern} is not described: add it below app/openapi/operations`)
  }
  return operation
}
