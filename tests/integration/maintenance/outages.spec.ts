import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import store from '#app/storage/main'
import { StoreUnavailable } from '#app/storage/errors'
import Job from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { runJob } from '#tests/support/services/run_jobs'
import { SweepOutages } from '#app/maintenance/actions/sweep_outages'
import { UserFactory } from '#database/factories/user_factory'
import { outageRetry } from '#config/sweep'
import { retries } from '#config/queue'
import { uploaded } from '#tests/support/http/uploads'

function sweep() {
  return new SweepOutages().handle({ limit: 100 })
}

/** Has the store fail in this process, or answer again. */
function away(name: 'read' | 'head', isAway = true) {
  if (!isAway) Reflect.deleteProperty(store, name)
  else Object.assign(store, { [name]: () => Promise.reject(new StoreUnavailable()) })
}

/** A job whose last attempt found the store away, so many seconds ago. */
async function failed({ secondsAgo }: { secondsAgo: number }) {
  const asset = await uploaded(await UserFactory.create())
  await new CompleteUpload().handle({ asset })
  const job = await Job.findByOrFail({ assetId: asset.id })
  await job.merge({ attempts: retries.attempts - 1 }).save()
  away('read')
  await runJob(job.id).finally(() => away('read', false))
  const updatedAt = DateTime.utc().minus({ seconds: secondsAgo })
  await Job.query().where({ id: job.id }).update({ updatedAt })
  await Promise.all([asset.refresh(), job.refresh()])
  return { asset, job }
}

test.group('SweepOutages', (group) => {
  group.each.teardown(() => away('head', false))

  test('takes up again what failed for the store was away', async ({ assert }) => {
    const { asset, job } = await failed({ secondsAgo: outageRetry.afterSeconds + 1 })
    assert.equal(asset.status, 'failed')
    assert.isAbove(await sweep(), 0)
    await Promise.all([asset.refresh(), job.refresh()])
    assert.equal(asset.status, 'processing')
    assert.containsSubset(job.$attributes, { state: 'queued', attempts: 0 })
    await runJob(job.id)
    await asset.refresh()
    assert.equal(asset.status, 'ready')
  })

  test('waits while the store is away', async ({ assert }) => {
    const { job } = await failed({ secondsAgo: outageRetry.afterSeconds + 1 })
    away('head')
    assert.equal(await sweep(), 0)
    await job.refresh()
    assert.equal(job.state, 'failed')
  })

  test('leaves to an administrator what failed a moment ago, or for another reason', async ({
    assert,
  }) => {
    const { job: recent } = await failed({ secondsAgo: 0 })
    const { job: other } = await failed({ secondsAgo: outageRetry.afterSeconds + 1 })
    const lastError = 'E_OBJECT_MISSING: There is no such object.'
    const updatedAt = other.updatedAt
    await Job.query().where({ id: other.id }).update({ lastError, updatedAt })
    await sweep()
    await Promise.all([recent.refresh(), other.refresh()])
    assert.deepEqual([recent.state, other.state], ['failed', 'failed'])
  })
})
