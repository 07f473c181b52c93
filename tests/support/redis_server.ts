import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { getActiveTest } from '@japa/runner'
import { freePort } from '#embedded/free_port'
import { eventually } from '#tests/support/eventually'
import { temporaryFolder } from '#tests/support/temporary_folder'

/** Whether this machine has Redis, so that a test may start one of its own. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

/** A Redis of the running test's own, which can be killed and started again on the same port. */
export class RedisServer {
  #child?: ChildProcess

  private constructor(
    readonly port: number,
    readonly settings: string[]
  ) {}

  /** Takes settings as Redis' command line does, such as `--appendonly yes`. */
  static async start(...settings: string[]) {
    const port = await freePort()
    const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', await temporaryFolder()]
    const server = new RedisServer(port, [...own, '--save', '', ...settings])
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
    this.#child = spawn('redis-server', this.settings, { stdio: 'ignore' })
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
    const redis = new Redis(this.port, { lazyConnect: true, retryStrategy: () => null })
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
