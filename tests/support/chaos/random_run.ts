import { setTimeout as pause } from 'node:timers/promises'
import type { Fate } from '#tests/support/chaos/aftermath'
import { Client } from '#tests/support/chaos/client'
import { atOnce } from '#tests/support/http/at_once'
import type { ChildProgram } from '#tests/support/services/child_program'
import { restartDatabase } from '#tests/support/services/services'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'
import type { StoreOutage } from '#tests/support/services/store_outage'

const PHOTOS = ['orientation-1.jpg', 'orientation-8.jpg', 'gps.jpg', 'alpha.webp', 'animated.gif']
const CLIENTS = 6
const WORKERS = 2
const OUTAGE_MILLISECONDS = 5_000

export interface RandomRunOptions {
  token: string
  uploads: number
  outage: StoreOutage
  /** Loses all that is in the queue. */
  wipeQueue: () => Promise<unknown>
}

/** Many uploads at once, while everything that they need is killed, wiped or away for a time. */
export class RandomRun {
  readonly fates = new Map<string, Fate>()
  /** What was done to the service, and how often. */
  readonly done: Record<string, number> = {}
  readonly #options: RandomRunOptions
  #server!: ChildProgram & { url: string }
  #workers: ChildProgram[] = []
  #isOver = false

  constructor(options: RandomRunOptions) {
    this.#options = options
  }

  /** Returns once all clients have ended. Two workers and the API go on running. */
  async play() {
    await this.#startServer()
    for (let count = 0; count < WORKERS; count++) this.#startWorker()
    const killing = this.#killWorkers()
    const numbers = Array.from({ length: this.#options.uploads }, (_, index) => index)
    await Promise.all([atOnce(CLIENTS, numbers, (index) => this.#upload(index)), this.#disasters()])
    this.#isOver = true
    await killing
  }

  async #upload(index: number) {
    const client = new Client(this.#options.token, () => this.#server.url)
    const photo = `good/${PHOTOS[index % PHOTOS.length]}`
    // Every third client is gone as soon as its bytes are sent.
    if (index % 3 === 2) {
      const { asset } = await client.send(photo)
      this.fates.set(asset.id, 'ready')
      this.#note('clients vanished')
      return
    }
    const id = await client.upload(photo)
    this.fates.set(id, 'ready')
    if (index % 10 !== 9) return
    await client.ask('DELETE', `/assets/${id}?permanent=true`)
    this.fates.set(id, 'deleted')
    this.#note('assets deleted')
  }

  /** Each once, one after the other, while the uploads go on. */
  async #disasters() {
    const { outage, wipeQueue, uploads } = this.#options
    const isHalfway = (share: number) => this.fates.size >= uploads * share
    await this.#waitFor(() => isHalfway(0.2))
    await wipeQueue()
    this.#note('queue wiped')
    await this.#waitFor(() => isHalfway(0.4))
    await outage.begin()
    await pause(OUTAGE_MILLISECONDS)
    await outage.end()
    this.#note('store away for 5 s')
    await this.#waitFor(() => isHalfway(0.6))
    await restartDatabase()
    this.#note('database restarted')
    await this.#waitFor(() => isHalfway(0.8))
    await this.#server.kill()
    await this.#startServer()
    this.#note('API killed')
  }

  async #killWorkers() {
    while (!this.#isOver) {
      await pause(4_000 + Math.random() * 4_000)
      const victim = this.#workers.shift()
      await victim?.kill()
      this.#startWorker()
      this.#note('workers killed')
    }
  }

  async #startServer() {
    this.#server = await spawnServer(this.#options.outage.variables)
  }

  #startWorker() {
    this.#workers.push(spawnWorker(this.#options.outage.variables))
  }

  async #waitFor(condition: () => boolean) {
    while (!condition()) await pause(100)
  }

  #note(what: string) {
    this.done[what] = (this.done[what] ?? 0) + 1
  }
}
