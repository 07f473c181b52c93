import { ROOT_CONTEXT, SpanKind, trace, type Tracer } from '@opentelemetry/api'
import { follow } from '#app/observability/tracing/follow'
import { readTraceparent } from '#app/observability/tracing/traceparent'
import { activeSpan, WORK, type Work } from '#app/observability/tracing/work'

const kinds = { client: SpanKind.CLIENT, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER }

/** Traces what the application says it does, until the result is called. */
export function followWork(tracer: Tracer) {
  return follow<Work>(WORK, { begin: (work) => beginSpan(tracer, work) })
}

function beginSpan(tracer: Tracer, { name, kind, attributes, traceparent }: Work) {
  const cause = activeSpan.getStore()
  const carried = readTraceparent(traceparent)
  const parent = carried ? trace.wrapSpanContext(carried) : cause
  const span = tracer.startSpan(
    name,
    { kind: kind && kinds[kind], attributes },
    parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT
  )
  // Of two traces that meet here, each leads to the other.
  if (carried && cause) {
    span.addLink({ context: cause.spanContext() })
    cause.addLink({ context: span.spanContext() })
  }
  return span
}
