import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import Job, { type JobKind } from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { findOrphans } from '#app/maintenance/actions/find_orphans'
import { findOutdated } from '#app/processing/actions/find_outdated'
import { runJob } from '#tests/support/services/run_jobs'
import { UserFactory } from '#database/factories/user_factory'
import { recipes } from '#config/media'
import { retries } from '#config/queue'
import { uploaded } from '#tests/support/http/uploads'

/** A photo after its first job: its second one is queued. */
async function published() {
  const asset = await uploaded(await UserFactory.create(), 'good/gps.jpg')
  await new CompleteUpload().handle({ asset })
  await run(asset, 'process')
  return asset.refresh()
}

async function run({ id }: Asset, kind: JobKind) {
  const job = await jobOf(id, kind)
  await runJob(job.id)
  return job.refresh()
}

function jobOf(assetId: string, kind: JobKind) {
  return Job.findByOrFail({ assetId, kind })
}

async function variantsOf({ id }: Asset) {
  const { variants } = await Asset.findOrFail(id)
  return variants.map(({ name }) => name)
}

/** Makes the next failure of the job its last. */
async function lastAttempt(asset: Asset) {
  const job = await jobOf(asset.id, 'variants')
  await job.merge({ attempts: retries.attempts - 1 }).save()
}

test.group('A photo', () => {
  test('is ready with its thumbnail before its preview is made', async ({ assert, client }) => {
    const asset = await published()
    assert.equal(asset.status, 'ready')
    assert.isNotNull(asset.placeholder)
    assert.deepEqual(await variantsOf(asset), ['thumbnail'])
    const next = await jobOf(asset.id, 'variants')
    assert.equal(next.state, 'queued')

    const owner = await asset.related('user').query().firstOrFail()
    const answer = await client.get(`/assets/${asset.id}`).loginAs(owner)
    assert.isString(answer.body().data.urls.thumbnail)
    assert.isNull(answer.body().data.urls.preview)
  })

  test('gets its preview by a second job, and its owner an event of it', async ({ assert }) => {
    const asset = await published()
    const events = () => db.from('asset_events').where('asset_id', asset.id).orderBy('id')
    const before = await events()
    const job = await run(asset, 'variants')

    assert.equal(job.state, 'completed')
    assert.deepEqual(await variantsOf(asset), ['thumbnail', 'preview'])
    const after = await events()
    assert.lengthOf(after, before.length + 1)
    assert.containsSubset(after.at(-1), { user_id: asset.userId, status: 'ready' })
  })

  test('stays ready if its preview cannot be made, and the job can be retried', async ({
    assert,
    client,
  }) => {
    const asset = await published()
    const { stream, size } = await store.read(asset.originalKey)
    const bytes = Buffer.concat(await Array.fromAsync(stream))
    await store.delete([asset.originalKey])
    await lastAttempt(asset)
    const job = await run(asset, 'variants')
    assert.containsSubset(job, { state: 'failed' })
    assert.match(job.lastError!, /^E_OBJECT_MISSING/)
    await asset.refresh()
    assert.containsSubset(asset, { status: 'ready', errorCode: null })

    await store.put(asset.originalKey, bytes, { size, contentType: asset.contentType })
    const admin = await UserFactory.apply('administrator').create()
    const answer = await client.post(`/jobs/${job.id}/retry`).loginAs(admin)
    answer.assertStatus(202)
    assert.containsSubset(answer.body().data, { kind: 'variants', state: 'queued' })
    await asset.refresh()
    assert.equal(asset.status, 'ready')
    await run(asset, 'variants')
    assert.deepEqual(await variantsOf(asset), ['thumbnail', 'preview'])
  })

  test('has at most one live job of a kind', async ({ assert, client }) => {
    const asset = await published()
    const failed = await Job.create({ assetId: asset.id, kind: 'variants', state: 'failed' })
    const admin = await UserFactory.apply('administrator').create()
    const answer = await client.post(`/jobs/${failed.id}/retry`).loginAs(admin)
    answer.assertStatus(409)
    const second = { assetId: asset.id, kind: 'variants', state: 'queued' } as const
    await assert.rejects(() => Job.create(second), /jobs_one_live_per_kind/)
  })

  test('stays ready without a preview if that job is deleted', async ({ assert, client }) => {
    const asset = await published()
    const { id } = await jobOf(asset.id, 'variants')
    const admin = await UserFactory.apply('administrator').create()
    const answer = await client.delete(`/jobs/${id}`).loginAs(admin)
    answer.assertStatus(204)
    await asset.refresh()
    assert.equal(asset.status, 'ready')
  })

  test('keeps what its second job has stored and not yet published', async ({ assert }) => {
    const asset = await published()
    const key = `${Asset.prefix(asset.id)}preview-of-a-run`
    const object = { key, size: 1, modifiedAt: new Date(0) }
    assert.isEmpty(await findOrphans([object]))
    await run(asset, 'variants')
    assert.deepEqual(await findOrphans([object]), [object])
  })

  test('is left to its second job by media:regenerate', async ({ assert }) => {
    const asset = await published()
    const outdated = async () => {
      const assets = await findOutdated({ recipes, shown: [], limit: 1_000 })
      return assets.map(({ id }) => id)
    }
    assert.notInclude(await outdated(), asset.id)
    await Job.query().where({ assetId: asset.id }).update({ state: 'failed' })
    assert.include(await outdated(), asset.id)
  })
})

test.group('A recording without a picture', () => {
  test('is ready by one job', async ({ assert }) => {
    const asset = await uploaded(await UserFactory.create(), 'recordings/tone.ogg')
    await new CompleteUpload().handle({ asset })
    await run(asset, 'process')
    await asset.refresh()
    assert.equal(asset.status, 'ready')
    assert.lengthOf(await Job.findManyBy({ assetId: asset.id }), 1)
  })
})
