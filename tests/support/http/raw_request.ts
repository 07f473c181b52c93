import { request, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { appUrl } from '#config/app'

interface Sending {
  body?: string | Buffer
  headers?: Record<string, string>
}

interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  /** Parsed, where it is JSON. */
  body: any
}

/** Sends what no well-behaved client would, on a connection of its own. */
export async function sendRaw(method: string, path: string, { body, headers }: Sending = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>()
  const { hostname: host, port } = new URL(appUrl)
  const outgoing = request({ host, port, method, path, headers, agent: false })
  outgoing.on('error', reject).on('response', async (answer) => {
    const type = answer.headers['content-type'] ?? ''
    // A stream of events has no end to wait for.
    const content = type === 'text/event-stream' ? answer.destroy() && '' : await text(answer)
    const isJson = type.startsWith('application/json')
    const parsed = isJson && content ? JSON.parse(content) : content
    resolve({ status: answer.statusCode!, headers: answer.headers, body: parsed })
  })
  outgoing.end(body)
  return promise
}
