import { tracingChannel } from 'node:diagnostics_channel'
import { type Span, SpanStatusCode } from '@opentelemetry/api'
import { failureCode } from '#app/observability/logging/failure'
import { activeSpan } from '#app/observability/tracing/work'

interface Spans<Message> {
  /** None where the work is not to be seen. */
  begin: (message: Message) => Span | undefined
  /** What is known at the end. */
  finish?: (span: Span, message: Message) => void
}

/**
 * Makes a span of everything that the tracing channel of this name tells of, and children of the
 * work within, until the result is called. Of an error it keeps the code alone: messages quote
 * addresses, queries and files.
 */
export function follow<Message extends object>(name: string, { begin, finish }: Spans<Message>) {
  const channel = tracingChannel<Span | undefined, Message>(name)
  const spans = new WeakMap<object, Span>()
  const fail = (message: unknown) => {
    const { error } = message as { error: unknown }
    const span = spans.get(message as Message)
    span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.setAttribute('error.type', failureCode(error))
  }
  const end = (message: unknown) => {
    const span = spans.get(message as Message)
    if (span) finish?.(span, message as Message)
    span?.end()
  }

  channel.start.bindStore(activeSpan, (message) => {
    const span = begin(message)
    if (span) spans.set(message, span)
    return span
  })
  channel.error.subscribe(fail)
  channel.asyncEnd.subscribe(end)
  return () => {
    channel.start.unbindStore(activeSpan)
    channel.error.unsubscribe(fail)
    channel.asyncEnd.unsubscribe(end)
  }
}
