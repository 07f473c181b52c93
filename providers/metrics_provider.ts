import cluster from 'node:cluster'
import type { ApplicationService } from '@adonisjs/core/types'
import { metricsHost, metricsPort } from '#config/metrics'

/** Serves the API's metrics on METRICS_PORT, where it is set. A worker serves its own. */
export default class MetricsProvider {
  #server?: { close(): Promise<void> }

  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.getEnvironment() !== 'web') return
    // The others ask it from now on, whether or not it is ever asked itself.
    if (cluster.isWorker) await import('#app/monitoring/metrics/main')
    if (!metricsPort) return
    const { serveMetrics } = await import('#app/monitoring/metrics/server')
    this.#server = await serveMetrics(metricsHost, metricsPort)
  }

  async shutdown() {
    await this.#server?.close()
  }
}
