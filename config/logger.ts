import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, targets } from '@adonisjs/core/logger'
import { describeError } from '#app/observability/logging/describe_error'
import { scrub } from '#app/observability/logging/scrub'
import { traceFields } from '#app/observability/tracing/work'
import { isTraced } from '#config/tracing'

// Lines for people where a person looks on, one line of JSON an event elsewhere.
const isPretty = env.get('LOG_FORMAT', process.stdout.isTTY ? 'pretty' : 'json') === 'pretty'

/** What happens is written to the standard output. */
const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'media-inbox',
      level: env.get('LOG_LEVEL', app.inTest ? 'fatal' : 'info'),
      timestamp: 'iso',
      serializers: { err: describeError },
      hooks: { streamWrite: scrub },
      ...(isTraced && { mixin: traceFields }),
      ...(isPretty
        ? { transport: { targets: [targets.pretty()] } }
        : { formatters: { level: (level: string) => ({ level }) } }),
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
