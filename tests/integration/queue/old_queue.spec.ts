import { v7 } from 'uuid'
import { test } from '@japa/runner'
import queue from '#app/jobs/main'
import Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { spawnWorker } from '#tests/support/services/spawn'
import { uploaded } from '#tests/support/http/uploads'

const PHOTO = 'good/orientation-1.jpg'

async function completed() {
  const asset = await uploaded(await UserFactory.create(), PHOTO)
  await new CompleteUpload().handle({ asset })
  return { asset, job: await Job.findByOrFail({ assetId: asset.id }) }
}

function isReady({ id }: Asset) {
  return eventually(() => Asset.findBy({ id, status: 'ready' }), { deadline: 60_000 })
}

test.group('a queue that was restored from yesterday', () => {
  test('holds jobs that are done, deleted and unknown, which change nothing', async ({
    assert,
  }) => {
    const worker = spawnWorker()
    await worker.says(/worker ready/)
    const done = await completed()
    await isReady(done.asset)
    const deleted = await completed()
    await new DeleteAsset().handle({ asset: deleted.asset, origin: { actorId: null } })

    const stale = [done.job.id, deleted.job.id, v7()]
    await eventually(async () => {
      await queue.enqueue(stale.map((id) => ({ id })))
      return true
    })
    const fresh = await completed()
    await isReady(fresh.asset)

    await Promise.all([done.asset.refresh(), done.job.refresh()])
    assert.equal(done.asset.status, 'ready')
    assert.containsSubset(done.job.$attributes, { state: 'completed', attempts: 1 })
    assert.isNull(await Asset.find(deleted.asset.id))
    assert.isFalse(worker.hasEnded)
  })
})
