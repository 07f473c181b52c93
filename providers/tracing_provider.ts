import type { ApplicationService } from '@adonisjs/core/types'
import { isTraced, tracingOf } from '#config/tracing'

/** Traces the API, where that is wanted. A worker sees to itself. */
export default class TracingProvider {
  #tracing?: { close(): Promise<void> }

  constructor(protected app: ApplicationService) {}

  async boot() {
    if (!isTraced || this.app.getEnvironment() !== 'web') return
    const { startTracing } = await import('#app/observability/tracing/start')
    const { http } = await import('#config/app')
    this.#tracing = startTracing(tracingOf('api'), http.trustProxy)
  }

  async shutdown() {
    await this.#tracing?.close()
  }
}
