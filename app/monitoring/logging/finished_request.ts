import type { HttpContext } from '@adonisjs/core/http'

/** What the server tells when a request has ended. */
export interface FinishedRequest {
  ctx: HttpContext
  /** Seconds and nanoseconds, as `process.hrtime` gives them. */
  duration: [number, number]
}

/** The status of a request whose caller went away before the answer, as nginx counts it. */
const CALLER_GONE = 499

/**
 * A request in words of few values: its route and not its address, which would be another one
 * each time and may hold a secret.
 */
export function outcomeOf({ ctx, duration: [seconds, nanoseconds] }: FinishedRequest) {
  const { request, response, route } = ctx
  return {
    method: request.method(),
    route: route?.pattern ?? 'none',
    status: response.response.writableFinished ? response.getStatus() : CALLER_GONE,
    seconds: seconds + nanoseconds / 1e9,
  }
}
