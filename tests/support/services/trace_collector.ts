import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** A span as OTLP's JSON has it, with the service that sent it. */
export interface SentSpan {
  service: string
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
}

/** Takes in what processes trace, as a collector does, until it is closed. */
export async function startCollector() {
  const spans: SentSpan[] = []
  const server = createServer(async (request, response) => {
    const { resourceSpans } = (await json(request)) as Record<string, any>
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = resource.attributes.find(({ key }: any) => key === 'service.name')
      const sent = scopeSpans.flatMap((scope: { spans: object[] }) => scope.spans)
      spans.push(...sent.map((span: object) => ({ ...span, service: service.value.stringValue })))
    }
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    spans,
    /** What makes a process send its traces here. */
    variables: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
