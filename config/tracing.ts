import type { OtelConfig } from '@adonisjs/otel/types'
import env from '#start/env'
import app from '@adonisjs/core/services/app'

/** Traces are made where the standard variables say where they go, and nothing is loaded otherwise. */
export const isTraced = Boolean(
  env.get('OTEL_EXPORTER_OTLP_ENDPOINT') ?? env.get('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
)

/** How a part of the application, `api` or `worker`, is traced; the rest is the SDK's own variables. */
export function tracingOf(part: string): OtelConfig {
  // What @adonisjs/otel brings hooks into all libraries and writes down addresses with their signed
  // queries, and the texts of errors. The application publishes its own spans.
  process.env.OTEL_NODE_ENABLED_INSTRUMENTATIONS = 'none'
  return {
    enabled: true,
    serviceName: env.get('OTEL_SERVICE_NAME', `media-inbox-${part}`),
    serviceVersion: app.version?.toString(),
    environment: app.nodeEnvironment,
    metricReaders: [],
    logRecordProcessors: [],
  }
}
