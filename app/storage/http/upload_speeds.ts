import type { IncomingMessage } from 'node:http'

interface Client {
  /** Bytes since the last look. */
  bytes: number
  /** Open requests, and when each began. */
  requests: Map<IncomingMessage, number>
  timer: NodeJS.Timeout
}

/**
 * Ends the uploads of a client who sends too slowly for a whole period. What counts is all that the
 * client sends together: many parts at once share one line.
 */
export class UploadSpeeds {
  readonly #clients = new Map<string, Client>()

  /** `bytes` is the least that a client sends within `periodMs` while it has a request open. */
  constructor(readonly least: { bytes: number; periodMs: number }) {}

  /** The same chunks, counted for the client. */
  async *counted(name: string, request: IncomingMessage, chunks: AsyncIterable<Uint8Array>) {
    const client = this.#enter(name, request)
    try {
      for await (const chunk of chunks) {
        client.bytes += chunk.length
        yield chunk
      }
    } finally {
      this.#leave(name, client, request)
    }
  }

  #enter(name: string, request: IncomingMessage) {
    let client = this.#clients.get(name)
    if (!client) {
      const timer = setInterval(() => this.#look(client!), this.least.periodMs)
      client = { bytes: 0, requests: new Map(), timer }
      this.#clients.set(name, client)
    }
    client.requests.set(request, Date.now())
    return client
  }

  #leave(name: string, client: Client, request: IncomingMessage) {
    client.requests.delete(request)
    if (client.requests.size > 0) return
    clearInterval(client.timer)
    this.#clients.delete(name)
  }

  #look(client: Client) {
    const isSlow = client.bytes < this.least.bytes
    client.bytes = 0
    if (!isSlow) return
    const before = Date.now() - this.least.periodMs
    for (const [request, startedAt] of client.requests) {
      // One that has just begun is no slow one yet.
      if (startedAt <= before) request.destroy()
    }
  }
}
