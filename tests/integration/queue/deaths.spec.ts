import { test } from '@japa/runner'
import type Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { dyingAt, poisonedBy, spawnWorker } from '#tests/support/services/spawn'
import { uploaded } from '#tests/support/http/uploads'

const TAKEN_OVER_WITHIN = 30_000

async function completed(name: string, filename?: string) {
  const asset = await uploaded(await UserFactory.create(), name)
  if (filename) await asset.merge({ filename }).save()
  return new CompleteUpload().handle({ asset })
}

function jobOf(asset: Asset) {
  return Job.findByOrFail({ assetId: asset.id, kind: 'process' })
}

function settled(asset: Asset, deadline = TAKEN_OVER_WITHIN) {
  return eventually(
    async () => {
      await asset.refresh()
      return asset.status !== 'processing'
    },
    { deadline }
  )
}

function isActive(asset: Asset) {
  return eventually(() => Job.findBy({ assetId: asset.id, kind: 'process', state: 'active' }))
}

test.group('after the death of a worker', () => {
  test('its job is taken over within half a minute', async ({ assert }) => {
    const asset = await completed('good/phone.jpg')
    const dying = spawnWorker(dyingAt('process.fetched', asset.id))
    const other = spawnWorker()
    await other.says(/worker ready/)
    const first = await Promise.race([dying.ended, settled(asset)])
    if (first === 'SIGKILL') await settled(asset)
    assert.equal(asset.status, 'ready')
    const jobs = await Job.findManyBy({ assetId: asset.id, kind: 'process' })
    assert.lengthOf(jobs, 1)
    assert.equal(jobs[0].state, 'completed')
  })

  test('only the file that kills its own process is rejected', async ({ assert }) => {
    const innocent = await completed('good/hdr-gain-map.jpg')
    const killer = await completed('good/phone.jpg', 'killer.jpg')
    const dying = spawnWorker({
      ...dyingAt('process.fetched', killer.id),
      WORKER_CONCURRENCY: '2',
    })
    assert.equal(await dying.ended, 'SIGKILL')
    await Promise.all([isActive(innocent), isActive(killer)])

    const next = spawnWorker(poisonedBy('killer.jpg'))
    await next.says(/worker ready/)
    await Promise.all([settled(innocent), settled(killer)])
    assert.equal(innocent.status, 'ready')
    assert.equal(killer.status, 'rejected')
    assert.equal(killer.errorCode, 'E_PROCESSING_CRASHED')
    for (const asset of [innocent, killer]) {
      const job = await jobOf(asset)
      assert.containsSubset(job.$attributes, { state: 'completed', attempts: 2, takeovers: 1 })
    }
  })

  test('a worker that stood still changes nothing when it goes on', async ({ assert }) => {
    const asset = await completed('good/hdr-gain-map.jpg')
    const zombie = spawnWorker({ WORKER_CONCURRENCY: '1' })
    await isActive(asset)
    zombie.signal('SIGSTOP')

    const next = spawnWorker()
    await next.says(/worker ready/)
    await settled(asset)
    const { variants, updatedAt } = asset
    const job = await jobOf(asset)
    assert.equal(asset.status, 'ready')
    assert.containsSubset(job.$attributes, { state: 'completed', attempts: 2, takeovers: 1 })

    await next.kill()
    zombie.signal('SIGCONT')
    // It has one hand, and so takes the next job only once it has let go of the one it had lost.
    const second = await completed('good/orientation-1.jpg')
    await settled(second)
    await Promise.all([asset.refresh(), job.refresh()])
    assert.containsSubset(job.$attributes, { state: 'completed', attempts: 2, takeovers: 1 })
    assert.deepEqual(asset.variants, variants)
    assert.equal(asset.updatedAt.toISO(), updatedAt.toISO())
  })

  test('SIGTERM lets the job in work finish', async ({ assert }) => {
    const asset = await completed('good/hdr-gain-map.jpg')
    const worker = spawnWorker()
    await isActive(asset)
    worker.signal('SIGTERM')
    assert.equal(await worker.ended, 0)
    await asset.refresh()
    assert.equal(asset.status, 'ready')
    const job = await jobOf(asset)
    assert.containsSubset(job.$attributes, { state: 'completed', attempts: 1 })
  })
})
