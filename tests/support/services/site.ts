import env from '#start/env'
import buildPage from '#app/web/page/build_hook'
import { freePort } from '#app/process/free_port'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { spawnWorker } from '#tests/support/services/spawn'

const UNLIMITED = Object.fromEntries(
  ['REGISTER', 'SIGN_IN', 'REFRESH', 'PRESIGN', 'USER', 'ADDRESS'].map((name) => {
    return [`LIMIT_${name}`, '1000000']
  })
)

/**
 * The application as people reach it: the page, the API and a worker, each in a process of its
 * own, at an address that stays when the API is started again.
 */
export class Site {
  static #shared?: Promise<Site>
  #server?: ChildProgram
  #worker?: ChildProgram

  private constructor(readonly url: string) {}

  /** One for all groups of a suite, for it takes seconds to start; its teardown puts it away. */
  static shared() {
    Site.#shared ??= Site.start()
    return Site.#shared
  }

  static async stopShared() {
    const shared = await Site.#shared
    await shared?.stop()
  }

  static async start() {
    await buildPage()
    // Pages may send to a bucket once it has the rule for them.
    if (env.get('S3_BUCKET')) await new ChildProgram(['ace.js', 'store:setup']).ended
    const site = new Site(`http://localhost:${await freePort()}`)
    site.#worker = spawnWorker()
    await site.startServer()
    return site
  }

  async startServer() {
    const { port } = new URL(this.url)
    this.#server = new ChildProgram(['--import=@poppinss/ts-exec', 'bin/server.ts'], {
      ...process.env,
      ...UNLIMITED,
      PORT: port,
      APP_URL: this.url,
    })
    const address = `http://${env.get('HOST')}:${port}/health/live`
    await eventually(() => fetch(address), { deadline: 60_000 })
  }

  /** As a crash would end it. */
  async killServer() {
    await this.#server!.kill()
  }

  async stop() {
    await Promise.all([this.#server!.kill(), this.#worker!.kill()])
  }
}
