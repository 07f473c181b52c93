import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { getActiveTestOrFail } from '@japa/runner'

/** A connection on which bytes are sent one after the other, and what came back on it. */
export class SlowSender {
  received = ''
  isClosed = false
  readonly #socket: Socket

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => (this.received += chunk))
    socket.on('close', () => (this.isClosed = true))
    // A reset is an end as well.
    socket.on('error', () => {})
    getActiveTestOrFail().cleanup(() => void socket.destroy())
  }

  static async connect(url: string, from = '127.0.0.1') {
    const { hostname: host, port } = new URL(url)
    const socket = connect({ host, port: Number(port), localAddress: from })
    const sender = new SlowSender(socket)
    await Promise.race([once(socket, 'connect'), once(socket, 'close')])
    return sender
  }

  /** Sends the head of a request whose body is that long. */
  begin(request: string, length: number, headers: Record<string, string> = {}) {
    const all = { 'host': 'localhost', 'content-length': String(length), ...headers }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
    this.#socket.write(`${request} HTTP/1.1\r\n${lines.join('')}\r\n`)
    return this
  }

  send(bytes: string) {
    this.#socket.write(bytes)
  }

  /** Sends one more byte every so many milliseconds, for as long as it can. */
  drip(milliseconds: number, byte = 'x') {
    const timer = setInterval(() => this.#socket.write(byte), milliseconds)
    this.#socket.once('close', () => clearInterval(timer))
    return this
  }
}
