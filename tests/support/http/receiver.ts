import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { getActiveTest } from '@japa/runner'

interface Body {
  type: string
  timestamp: string
  data: { id: string; [field: string]: any }
}

export interface Received {
  id: string
  headers: IncomingHttpHeaders
  /** As it came, byte for byte. */
  text: string
  body: Body
}

type Answer = (response: ServerResponse, received: Received) => void

/** Answers with the status and nothing else. */
export function status(code: number, headers = {}): Answer {
  return (response) => response.writeHead(code, headers).end()
}

/** Keeps the connection, and never says anything. */
export const hang: Answer = () => {}

/** An integrator's server that keeps all that it is sent. It ends with the test. */
export class Receiver {
  readonly received: Received[] = []
  /** How it answers from now on. */
  answer: Answer = status(204)
  /** How many requests it was answering at once, at most. */
  peak = 0
  #open = 0
  readonly #server = createServer(async (request, response) => {
    this.peak = Math.max(this.peak, ++this.#open)
    response.on('close', () => this.#open--)
    const sent = await text(request)
    const { headers } = request
    const received = {
      id: String(headers['webhook-id']),
      headers,
      text: sent,
      body: JSON.parse(sent),
    }
    this.received.push(received)
    this.answer(response, received)
  })

  static async start() {
    const receiver = new Receiver()
    await receiver.listen()
    getActiveTest()?.cleanup(() => receiver.stop())
    return receiver
  }

  get url() {
    return `http://127.0.0.1:${this.port}/hook`
  }

  port = 0

  /** Listens, on the port that it had before. */
  async listen() {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#server.listen(this.port, '127.0.0.1', resolve)
    await promise
    this.port = (this.#server.address() as AddressInfo).port
  }

  async stop() {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** The types of the events of one asset, in the order in which each came first. */
  typesOf(assetId: string) {
    const own = this.received.filter(({ body }) => body.data.id === assetId)
    return [...new Map(own.map(({ id, body }) => [id, body.type])).values()]
  }
}
