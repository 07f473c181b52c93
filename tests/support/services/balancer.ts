import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Node {
  url: string
  isReady: boolean
}

const PROBE_MS = 100

/**
 * A proxy before several nodes, as a simple one does it: asks each whether it is ready, gives the
 * requests to those that are, in turn and over connections that it keeps, and repeats none.
 */
export class Balancer {
  readonly #nodes: Node[] = []
  readonly #agent = new Agent({ keepAlive: true })
  readonly #server = createServer((incoming, response) => this.#pass(incoming, response))
  readonly #probes = setInterval(() => this.#nodes.forEach(probe), PROBE_MS)
  #turn = 0

  static async start() {
    const balancer = new Balancer()
    await once(balancer.#server.listen(0, '127.0.0.1'), 'listening')
    return balancer
  }

  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  add(url: string) {
    this.#nodes.push({ url, isReady: false })
  }

  isReady(url: string) {
    return this.#nodes.some((node) => node.url === url && node.isReady)
  }

  close() {
    clearInterval(this.#probes)
    this.#agent.destroy()
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #pass(incoming: IncomingMessage, response: ServerResponse) {
    const ready = this.#nodes.filter(({ isReady }) => isReady)
    const node = ready[this.#turn++ % ready.length]
    if (!node) return response.writeHead(503).end('no node is ready')

    const { method, headers, url } = incoming
    const outgoing = request(node.url + url, { method, headers, agent: this.#agent }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    outgoing.on('error', ({ message }) => response.writeHead(502).end(message))
    incoming.pipe(outgoing)
  }
}

async function probe(node: Node) {
  const answer = await fetch(`${node.url}/health/ready`).catch(() => null)
  node.isReady = answer?.status === 200
}
