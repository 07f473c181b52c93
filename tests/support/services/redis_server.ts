import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { getActiveTest } from '@japa/runner'
import { freePort } from '#app/process/free_port'
import { eventually } from '#tests/support/eventually'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

/** Whether this machine has Redis, so that a test may start one of its own. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

/** A Redis of the running test's own, which can be killed and started again on the same port. */
export class RedisServer {
  readonly port: number
  readonly #args: string[]
  readonly #password?: string
  #child?: ChildProcess

  private constructor(port: number, args: string[]) {
    this.port = port
    this.#args = args
    const given = args.indexOf('--requirepass')
    if (given >= 0) this.#password = args[given + 1]
  }

  /** Takes settings as Redis' command line does, such as `--appendonly yes`. */
  static async start(...settings: string[]) {
    const port = await freePort()
    const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', await temporaryFolder()]
    return RedisServer.#begin(new RedisServer(port, [...place, '--save', '', ...settings]))
  }

  /** A sentinel, which writes down what it finds, with these lines to begin with. */
  static async startSentinel(lines: string[]) {
    const port = await freePort()
    const file = join(await temporaryFolder(), 'sentinel.conf')
    await writeFile(file, [`port ${port}`, 'bind 127.0.0.1', ...lines, ''].join('\n'))
    return RedisServer.#begin(new RedisServer(port, [file, '--sentinel']))
  }

  static async #begin(server: RedisServer) {
    getActiveTest()?.cleanup(() => server.kill())
    await server.start()
    return server
  }

  get address() {
    return `127.0.0.1:${this.port}`
  }

  get url() {
    return `redis://${this.address}`
  }

  /** Starts it again after it was killed; what it did not write to its disk is gone. */
  async start() {
    this.#child = spawn('redis-server', this.#args, { stdio: 'ignore' })
    await eventually(() => this.ask('ping'))
  }

  async kill() {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  /** Sends one command on a connection of its own. */
  async ask(command: string, ...args: string[]) {
    const redis = new Redis(this.port, {
      password: this.#password,
      lazyConnect: true,
      enableReadyCheck: false,
      retryStrategy: () => null,
    })
    // Told by the command already.
    redis.on('error', () => {})
    try {
      await redis.connect()
      return await redis.call(command, ...args)
    } finally {
      redis.disconnect()
    }
  }
}
