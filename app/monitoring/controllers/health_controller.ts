import type { HttpContext } from '@adonisjs/core/http'
import health from '#app/monitoring/health/main'
import type { Health } from '#app/monitoring/health/health_monitor'
import { ShuttingDown } from '#app/http/exceptions/errors'
import { isShuttingDown } from '#app/http/shutdown'

export default class HealthController {
  /**
   * @live
   * @operationId showLiveness
   * @summary Check whether the process runs
   * @tag operation
   */
  live() {
    return { data: { status: 'ok' } }
  }

  /**
   * @ready
   * @operationId showReadiness
   * @summary Check whether requests can be served
   * @description Database and object store must answer and no migration may be missing; anything else that is down is a warning. A node that is shutting down is not ready.
   * @tag operation
   */
  async ready({ response }: HttpContext) {
    const current = await health.only(['database', 'migrations', 'store'])
    return send(isShuttingDown() ? withEnd(current) : current, response)
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

function withEnd({ report, errors }: Health): Health {
  const { code, message } = new ShuttingDown()
  return {
    report: { ...report, status: 'error' },
    errors: [...errors, { code: code!, message }],
  }
}

function send({ report: data, errors }: Health, response: HttpContext['response']) {
  if (errors.length === 0) return { data }
  return response.status(503).send({ data, errors })
}
