import { OtelManager } from '@adonisjs/otel/manager'
import type { OtelConfig } from '@adonisjs/otel/types'
import { trace } from '@opentelemetry/api'
import { followRequests, type TrustProxy } from '#app/observability/tracing/follow_requests'
import { followWork } from '#app/observability/tracing/follow_work'

/** Traces this process until it is closed, which sends what is left. */
export function startTracing(config: OtelConfig, trustProxy: TrustProxy) {
  const manager = new OtelManager(config)
  manager.start()
  const tracer = trace.getTracer('media-inbox')
  const following = [followRequests(tracer, trustProxy), followWork(tracer)]
  return {
    async close() {
      for (const stop of following) stop()
      await manager.shutdown()
      trace.disable()
    },
  }
}
