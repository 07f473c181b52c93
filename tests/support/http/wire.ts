import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { getActiveTest } from '@japa/runner'
import { freePort } from '#app/process/free_port'

/**
 * A wire to a service, which can be cut and joined again: whoever uses `url` meets an outage of
 * the service, while everybody else does not.
 */
export class Wire {
  readonly url: string
  readonly #target: URL
  readonly #sockets = new Set<Socket>()
  #server?: Server
  #answer?: string

  private constructor(target: URL, port: number) {
    const url = new URL(target)
    url.hostname = '127.0.0.1'
    url.port = String(port)
    this.url = url.href.replace(/\/$/, '')
    this.#target = target
  }

  /** A wire that is cut at first. It is gone after the running test, if there is one. */
  static async to(url: string) {
    const wire = new Wire(new URL(url), await freePort())
    getActiveTest()?.cleanup(() => wire.cut())
    return wire
  }

  async join() {
    this.#server = createServer((socket) => this.#connect(socket))
    this.#server.listen(Number(new URL(this.url).port), '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  async cut() {
    if (!this.#server?.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  /** From now on every request is answered with this HTTP status and reaches nobody. */
  refuse(status: string) {
    this.#answer = `HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`
    for (const socket of this.#sockets) socket.destroy()
  }

  allow() {
    this.#answer = undefined
  }

  #connect(near: Socket) {
    this.#keep(near)
    const answer = this.#answer
    if (answer) {
      near.once('data', () => near.end(answer))
      return
    }
    const far = connect(Number(this.#target.port), this.#target.hostname)
    this.#keep(far)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  }

  #keep(socket: Socket) {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    // A connection that breaks is what this is for.
    socket.on('error', () => socket.destroy())
  }
}
