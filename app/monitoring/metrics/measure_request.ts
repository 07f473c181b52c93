import { failures, requestSeconds, storeBytes } from '#app/observability/metrics/counters'
import { type FinishedRequest, outcomeOf } from '#app/monitoring/logging/finished_request'
import { objectsPattern } from '#app/storage/disk/url_signer'

/** Counts a request that has ended, under its route. */
export function measureRequest(finished: FinishedRequest) {
  const { method, route, status, seconds } = outcomeOf(finished)
  const { request, response, failureCode } = finished.ctx

  requestSeconds.observe({ method, route, status }, seconds)
  if (failureCode) failures.inc({ code: failureCode })
  if (route !== objectsPattern || status >= 300) return

  const taken = method === 'PUT' ? request.header('content-length') : undefined
  const given = method === 'GET' ? response.getHeader('content-length') : undefined
  storeBytes.inc({ direction: 'in' }, Number(taken ?? 0))
  storeBytes.inc({ direction: 'out' }, Number(given ?? 0))
}
