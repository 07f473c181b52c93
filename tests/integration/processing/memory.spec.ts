import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { UserFactory } from '#database/factories/user_factory'
import { spawnWorker } from '#tests/support/services/spawn'
import { uploaded } from '#tests/support/http/uploads'

test.group('the memory of a worker', () => {
  test('above its ceiling, a worker finishes its job and ends in order', async ({ assert }) => {
    const asset = await uploaded(await UserFactory.create(), 'good/gps.jpg')
    await new CompleteUpload().handle({ asset })
    const worker = spawnWorker({ WORKER_MAX_MEMORY_BYTES: '1' })

    assert.equal(await worker.ended, 0)
    assert.exists(await Asset.findBy({ id: asset.id, status: 'ready' }))
  })
})
