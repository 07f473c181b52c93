import { isOpenLocally } from '#config/metrics'
import { NotFound } from '#app/http/exceptions/errors'
import { metricsType, printMetrics } from '#app/monitoring/metrics/main'
import type { HttpContext } from '@adonisjs/core/http'

const LOOPBACK = /^(::ffff:)?127\.|^::1$/
const LOCAL_HOST = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i
/** A proxy on the same machine adds at least one of these, or passes on the host of its own. */
const FORWARDED = /^(x-forwarded-|x-real-ip$|forwarded$|via$)/

export default class MetricsController {
  /**
   * @show
   * @operationId showMetrics
   * @summary Show what this process measures, as Prometheus reads it
   * @description For this machine alone, and not at all where METRICS_PORT is set.
   * @tag operation
   */
  async show({ request, response }: HttpContext) {
    const isForwarded = Object.keys(request.headers()).some((name) => FORWARDED.test(name))
    const address = request.request.socket.remoteAddress ?? ''
    const isLocal = LOOPBACK.test(address) && LOCAL_HOST.test(request.header('host') ?? '')
    if (!isOpenLocally || isForwarded || !isLocal) throw new NotFound()
    return response.header('content-type', metricsType).send(await printMetrics())
  }
}
