import type { SpanContext } from '@opentelemetry/api'

const FORMAT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

/** A span as the W3C writes it down (https://www.w3.org/TR/trace-context/#traceparent-header). */
export function writeTraceparent({ traceId, spanId, traceFlags }: SpanContext) {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

/** The span of another process; undefined for anything else than a traceparent. */
export function readTraceparent(text?: string | null): SpanContext | undefined {
  const [, traceId, spanId, flags] = FORMAT.exec(text ?? '') ?? []
  if (!traceId) return
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
}
