import { isOpenLocally } from '#config/metrics'
import { NotFound } from '#app/http/exceptions/errors'
import { metricsType, printMetrics } from '#app/monitoring/metrics/main'
import type { HttpContext } from '@adonisjs/core/http'

const LOOPBACK = /^(::ffff:)?127\.|^::1$/

export default class MetricsController {
  /**
   * @show
   * @operationId showMetrics
   * @summary Show what this process measures, as Prometheus reads it
   * @description For this machine alone, and not at all where METRICS_PORT is set.
   * @tag operation
   */
  async show({ request, response }: HttpContext) {
    const isForwarded = request.header('x-forwarded-for') ?? request.header('forwarded')
    const address = request.request.socket.remoteAddress ?? ''
    if (!isOpenLocally || isForwarded || !LOOPBACK.test(address)) throw new NotFound()
    return response.header('content-type', metricsType).send(await printMetrics())
  }
}
