import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Tracer } from '@opentelemetry/api'
import type { HttpContext } from '@adonisjs/core/http'
import { follow } from '#app/observability/tracing/follow'
import { readTraceparent } from '#app/observability/tracing/traceparent'
import { requestSpans } from '#app/observability/tracing/work'

/** Whether the proxy at an address may name the caller and its trace, as the HTTP server decides it. */
export type TrustProxy = (address: string, distance: number) => boolean

const ROUTINE = /^\/(health|metrics)/

/** Traces requests, but for those of probes and scrapers, until the result is called. */
export function followRequests(tracer: Tracer, trustProxy: TrustProxy) {
  return follow<{ ctx: HttpContext }>('adonisjs.http.request', {
    begin: ({ ctx }) => beginSpan(tracer, ctx, trustProxy),
    finish: (span, { ctx }) => describe(span, ctx),
  })
}

function beginSpan(tracer: Tracer, ctx: HttpContext, trustProxy: TrustProxy) {
  const { request } = ctx
  if (ROUTINE.test(request.url())) return
  const method = request.method()
  const attributes = { 'http.request.method': method }
  const span = tracer.startSpan(
    method,
    { kind: SpanKind.SERVER, attributes },
    callerOf(request, trustProxy)
  )
  requestSpans.set(ctx, span)
  return span
}

/** A proxy may have begun the trace. Who else says so could make us keep what is not to be kept. */
function callerOf(request: HttpContext['request'], trustProxy: TrustProxy) {
  const isTrusted = trustProxy(request.request.socket.remoteAddress ?? '', 0)
  const caller = isTrusted ? readTraceparent(request.header('traceparent')) : undefined
  return caller ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT
}

/** By its route and not its address, which may hold a signature. */
function describe(span: Span, { auth, failureCode, request, response, route }: HttpContext) {
  const status = response.getStatus()
  const pattern = route?.pattern ?? 'none'
  span.updateName(`${request.method()} ${pattern}`)
  span.setAttributes({
    'http.route': pattern,
    'http.response.status_code': status,
    'error.type': failureCode,
    'media_inbox.request.id': request.id(),
    'media_inbox.user.id': auth?.user?.id,
  })
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
}
