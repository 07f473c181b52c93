import { test } from '@japa/runner'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import Job from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { spawnWorker } from '#tests/support/services/spawn'
import { storeOutage } from '#tests/support/services/store_outage'
import { uploaded } from '#tests/support/http/uploads'

function isReady({ id }: Asset, deadline = 30_000) {
  return eventually(() => Asset.findBy({ id, status: 'ready' }), { deadline })
}

async function readyWorker(variables: NodeJS.ProcessEnv = {}) {
  const worker = spawnWorker(variables)
  await worker.says(/worker ready/)
  return worker
}

test.group('a worker', () => {
  test('makes ready within a minute what a client sent and never completed', async ({ assert }) => {
    await readyWorker()
    const user = await UserFactory.create()
    const assets = await Promise.all([uploaded(user), uploaded(user), uploaded(user)])
    await Promise.all(assets.map((asset) => isReady(asset, 60_000)))
    for (const { id } of assets) {
      const jobs = await Job.findManyBy({ assetId: id, kind: 'process' })
      assert.lengthOf(jobs, 1)
      assert.containsSubset(jobs[0].$attributes, { state: 'completed', attempts: 1 })
    }
  })

  test('tries again what a store that is away has interrupted', async ({ assert }) => {
    const outage = await storeOutage()
    const worker = await readyWorker(outage.variables)
    const asset = await uploaded(await UserFactory.create())
    worker.signal('SIGSTOP')
    await new CompleteUpload().handle({ asset })
    await outage.begin()
    worker.signal('SIGCONT')

    const tried = await eventually(
      () => Job.query().where({ assetId: asset.id }).whereNotNull('last_error').first(),
      { deadline: 60_000 }
    )
    assert.match(tried.lastError!, /^E_STORE_UNAVAILABLE: /)
    await outage.end()
    await isReady(asset)
  })

  test('removes what was deleted once the store agrees', async ({ assert }) => {
    const outage = await storeOutage()
    await readyWorker(outage.variables)
    const asset = await uploaded(await UserFactory.create())
    await outage.begin()
    await new DeleteAsset().handle({ asset, origin: { actorId: null } })

    const prefix = Asset.prefix(asset.id)
    const tried = await eventually(
      () => Deletion.query().where({ prefix }).where('attempts', '>', 0).first(),
      { deadline: 60_000 }
    )
    assert.match(tried.lastError!, /^E_STORE_UNAVAILABLE: /)
    await outage.end()
    await eventually(async () => {
      const left = await Array.fromAsync(store.list(prefix))
      return left.length === 0
    })
    const watched = await eventually(() => Deletion.findBy({ prefix, attempts: 0 }))
    assert.isNull(watched.lastError)
  })
})
