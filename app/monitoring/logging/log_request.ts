import { type FinishedRequest, outcomeOf } from '#app/monitoring/logging/finished_request'
import { subjectsOf } from '#app/monitoring/logging/subjects'
import { requestTraceFields } from '#app/observability/tracing/work'

/** One line for each request that has ended; those of probes and scrapers only in detail. */
export function logRequest(finished: FinishedRequest) {
  const { ctx } = finished
  const { method, route, status, seconds } = outcomeOf(finished)
  const isRoutine = /^\/(health|metrics)/.test(route)
  ctx.logger[isRoutine ? 'debug' : 'info'](
    {
      method,
      route,
      status,
      ms: Math.round(seconds * 1_000),
      user_id: ctx.auth?.user?.id,
      ...subjectsOf(ctx),
      code: ctx.failureCode,
      ...requestTraceFields(ctx),
    },
    'request'
  )
}
