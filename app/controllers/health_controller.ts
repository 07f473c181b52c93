import type { HttpContext } from '@adonisjs/core/http'
import health from '#health/main'
import type { Health } from '#health/health_monitor'

export default class HealthController {
  /**
   * @live
   * @operationId showLiveness
   * @summary Tell whether the process runs
   * @tag operation
   */
  live() {
    return { data: { status: 'ok' } }
  }

  /**
   * @ready
   * @operationId showReadiness
   * @summary Tell whether requests can be served
   * @description Database and object store must answer; anything else that is down is a warning.
   * @tag operation
   */
  async ready({ response }: HttpContext) {
    return send(await health.only(['database', 'store']), response)
  }

  /**
   * @show
   * @operationId showHealth
   * @summary Report on every part
   * @tag operation
   */
  async show({ response }: HttpContext) {
    return send(await health.all(), response)
  }
}

function send({ report: data, errors }: Health, response: HttpContext['response']) {
  if (errors.length === 0) return { data }
  return response.status(503).send({ data, errors })
}
