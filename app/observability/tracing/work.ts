import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import type { Span } from '@opentelemetry/api'
import { writeTraceparent } from '#app/observability/tracing/traceparent'

/** A piece of work that a trace shows as a span of its own. */
export interface Work {
  name: string
  kind?: 'client' | 'producer' | 'consumer'
  /** Ids, numbers and words of few values: never an address, a name, or a text of somebody's. */
  attributes?: Attributes
  /** The trace to continue, as stored in a row; the request it runs for is linked then. */
  traceparent?: string | null
}

type Attributes = Record<string, string | number | undefined>

/** The channel of Node's on which work is told of. Who traces listens there, and is loaded only where wanted. */
export const WORK = 'media-inbox:work'

const channel = tracingChannel<Span | undefined, Work>(WORK)

/** The span of the work in progress. */
export const activeSpan = new AsyncLocalStorage<Span | undefined>()

/** The span of each request, by its context. */
export const requestSpans = new WeakMap<object, Span>()

/** Does the work, as a span of the trace in progress. Without anybody who traces, it is a plain call. */
export function traced<Result>(work: Work, run: () => Promise<Result>): Promise<Result> {
  return channel.tracePromise(run, work)
}

/** Adds attributes to the current span, under the same rule as `Work.attributes`. */
export function note(attributes: Attributes) {
  activeSpan.getStore()?.setAttributes(attributes)
}

/** The work in progress, for a row to carry; undefined where nothing is traced. */
export function currentTraceparent() {
  const span = activeSpan.getStore()
  return span && writeTraceparent(span.spanContext())
}

/** What ties a log line to its trace. */
export function traceFields() {
  return fieldsOf(activeSpan.getStore())
}

/** The same of a request that has ended: what is told of it then is told outside of its work. */
export function requestTraceFields(ctx: object) {
  return fieldsOf(requestSpans.get(ctx))
}

function fieldsOf(span?: Span) {
  const { traceId, spanId } = span?.spanContext() ?? {}
  return traceId ? { trace_id: traceId, span_id: spanId } : {}
}
