import { test } from '@japa/runner'
import env from '#start/env'
import { type Step, steps } from '#app/observability/tracing/checkpoints'
import { UserFactory } from '#database/factories/user_factory'
import { assertNothingLost, type Fate, settle } from '#tests/support/chaos/aftermath'
import { Client } from '#tests/support/chaos/client'
import { atOnce } from '#tests/support/http/at_once'
import { openSession } from '#tests/support/http/auth'
import { emptyInbox } from '#tests/support/services/empty_inbox'
import { eventually } from '#tests/support/eventually'
import { dyingAt, spawnServer, spawnWorker } from '#tests/support/services/spawn'
import { mediaFile, put } from '#tests/support/http/uploads'

const GOOD = 'good/orientation-1.jpg'
const BAD = 'hostile/truncated.jpg'

const isOfApi = (step: Step) => /^(presign|parts.begun|complete|delete)/.test(step)

/** Dies once at each step, in a process of its own, and keeps what has to become of each upload. */
class EveryStep {
  readonly fates = new Map<string, Fate>()

  constructor(readonly client: Client) {}

  async dieInApi(step: Step) {
    const server = await spawnServer(dyingAt(step))
    await this.#provoke(step, server.url)
    if ((await server.ended) !== 'SIGKILL') throw new Error(`the API did not reach ${step}`)
  }

  async dieInWorker(step: Step) {
    const worker = spawnWorker({ ...dyingAt(step), WORKER_CONCURRENCY: '1' })
    await eventually(
      async () => {
        if (!worker.hasEnded) await this.#feed(step)
        return worker.hasEnded
      },
      { deadline: 90_000, interval: 2_000 }
    )
    if ((await worker.ended) !== 'SIGKILL') throw new Error(`the worker did not reach ${step}`)
  }

  /** Makes the server go through the step; whoever asked never speaks of it again. */
  async #provoke(step: Step, url: string) {
    const { client } = this
    const { declaration } = await mediaFile(GOOD)
    if (step.startsWith('presign')) await client.try('POST', '/uploads/presign', declaration, url)
    if (step === 'parts.begun') await client.try('POST', '/uploads/multipart', declaration, url)
    if (step.startsWith('complete')) await this.#complete(await this.#send(), url)
    if (step.startsWith('delete')) {
      const id = await client.upload(GOOD)
      this.fates.set(id, step === 'delete.committed' ? 'deleted' : 'ready')
      await client.try('DELETE', `/assets/${id}?permanent=true`, undefined, url)
    }
  }

  async #feed(step: Step) {
    if (step === 'parts.joined') return this.#complete(await this.#sendInParts())
    const isBad = step.startsWith('reject')
    const id = await this.client.upload(isBad ? BAD : GOOD)
    this.fates.set(id, isBad ? 'rejected' : 'ready')
    if (!step.startsWith('sweep')) return
    await this.client.ask('DELETE', `/assets/${id}?permanent=true`)
    this.fates.set(id, 'deleted')
  }

  async #complete(assetId: string, url?: string) {
    this.fates.set(assetId, 'ready')
    await this.client.try('POST', '/uploads/complete', { assetId }, url)
  }

  async #send() {
    const { asset } = await this.client.send(GOOD)
    return asset.id
  }

  async #sendInParts() {
    const { bytes, declaration } = await mediaFile(GOOD)
    const begun = await this.client.ask('POST', '/uploads/multipart', declaration)
    const { id } = begun.data.asset
    const path = `/uploads/multipart/${id}/parts`
    const { data } = await this.client.ask('POST', path, { partNumbers: [1] })
    await put(data[0], bytes)
    return id as string
  }
}

test.group('a process that is killed', (group) => {
  group.each.setup(emptyInbox)

  test('at any step loses, doubles and orphans nothing', async ({ assert }) => {
    const user = await UserFactory.create()
    const { accessToken } = await openSession(user)
    const run = new EveryStep(new Client(accessToken, () => env.get('APP_URL')!))

    const [ofApi, ofWorkers] = [steps.filter(isOfApi), steps.filter((step) => !isOfApi(step))]
    await atOnce(3, ofApi, (step) => run.dieInApi(step))
    await atOnce(3, ofWorkers, (step) => run.dieInWorker(step))

    spawnWorker()
    await settle(run.fates)
    await assertNothingLost(assert, run.fates)
    console.log(`    killed at ${steps.length} steps, ${run.fates.size} uploads met their fate`)
  }).timeout(400_000)
})
