import { v7 } from 'uuid'
import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import AuditLog from '#app/audit/models/audit_log'
import Job from '#app/jobs/models/job'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { UserFactory } from '#database/factories/user_factory'

type AssetState = 'processing' | 'failed' | 'ready'

async function jobOf(state: 'active' | 'completed' | 'failed' | null, assetState: AssetState) {
  const asset = await AssetFactory.with('user').apply(assetState).create()
  const factory = JobFactory.merge({ assetId: asset.id })
  return state ? factory.apply(state).create() : factory.create()
}

test.group('GET /jobs', () => {
  test('lists jobs by state, newest first, page by page', async ({ client, assert }) => {
    const admin = await UserFactory.apply('administrator').create()
    const older = await jobOf('failed', 'failed')
    const newer = await jobOf('failed', 'failed')
    await jobOf('completed', 'ready')
    const first = await client.get('/jobs').qs({ state: 'failed', limit: 1 }).loginAs(admin)
    assert.deepEqual(first.body().data[0].id, newer.id)
    const cursor = first.body().metadata.nextCursor
    const second = await client
      .get('/jobs')
      .qs({ state: 'failed', limit: 1, cursor })
      .loginAs(admin)
    assert.containsSubset(second.body().data[0], {
      id: older.id,
      assetId: older.assetId,
      state: 'failed',
      attempts: 5,
      lastError: 'E_STORE: away',
    })
  })

  test('counts a retry that is still ahead as delayed', async ({ client, assert }) => {
    const admin = await UserFactory.apply('administrator').create()
    const before = await client.get('/jobs/stats').loginAs(admin)
    const job = await jobOf(null, 'processing')
    await job.merge({ runAt: job.createdAt.plus({ hours: 1 }) }).save()
    await jobOf('active', 'processing')
    const after = await client.get('/jobs/stats').loginAs(admin)
    assert.equal(after.body().data.delayed, before.body().data.delayed + 1)
    assert.equal(after.body().data.active, before.body().data.active + 1)
    assert.onlyProperties(after.body().data, [
      'waiting',
      'active',
      'delayed',
      'completed',
      'failed',
    ])
  })

  test('answers 422 to a state that is none', async ({ client }) => {
    const admin = await UserFactory.apply('administrator').create()
    const response = await client.get('/jobs').qs({ state: 'gone' }).loginAs(admin)
    response.assertStatus(422)
  })
})

test.group('POST /jobs/:id/retry', () => {
  test('puts a failed job back in line and its asset back to work', async ({ client, assert }) => {
    const admin = await UserFactory.apply('administrator').create()
    const job = await jobOf('failed', 'failed')
    const response = await client.post(`/jobs/${job.id}/retry`).loginAs(admin)
    response.assertStatus(202)
    assert.containsSubset(response.body().data, { id: job.id, state: 'queued', attempts: 0 })
    await job.refresh()
    assert.equal(job.state, 'queued')
    const asset = await Asset.findOrFail(job.assetId)
    assert.containsSubset(asset.$attributes, { status: 'processing', errorCode: null })
    const [entry] = await AuditLog.findManyBy({ subject: job.id })
    assert.containsSubset(entry.$attributes, { action: 'job.retried', actorId: admin.id })

    const again = await client.post(`/jobs/${job.id}/retry`).loginAs(admin)
    again.assertStatus(409)
    assert.equal(again.body().errors[0].code, 'E_JOB_NOT_FAILED')
  })

  test('answers 409 where the asset went on by another job', async ({ client, assert }) => {
    const admin = await UserFactory.apply('administrator').create()
    const job = await jobOf('failed', 'ready')
    const response = await client.post(`/jobs/${job.id}/retry`).loginAs(admin)
    response.assertStatus(409)
    await job.refresh()
    assert.equal(job.state, 'failed')
  })
})

test.group('DELETE /jobs/:id', () => {
  test('leaves the asset failed where the job had not run', async ({ client, assert }) => {
    const admin = await UserFactory.apply('administrator').create()
    const job = await jobOf(null, 'processing')
    const response = await client.delete(`/jobs/${job.id}`).loginAs(admin)
    response.assertStatus(204)
    assert.isNull(await Job.find(job.id))
    const asset = await Asset.findOrFail(job.assetId)
    assert.containsSubset(asset.$attributes, { status: 'failed', errorCode: 'E_JOB_DELETED' })
    const [entry] = await AuditLog.findManyBy({ subject: job.id })
    assert.equal(entry.action, 'job.deleted')

    const again = await client.delete(`/jobs/${job.id}`).loginAs(admin)
    again.assertStatus(404)
  })

  test('answers 409 while the job runs', async ({ client, assert }) => {
    const admin = await UserFactory.apply('administrator').create()
    const job = await jobOf('active', 'processing')
    const response = await client.delete(`/jobs/${job.id}`).loginAs(admin)
    response.assertStatus(409)
    assert.equal(response.body().errors[0].code, 'E_JOB_ACTIVE')
    assert.isNotNull(await Job.find(job.id))
  })

  test('keeps the asset of a job that had ended as it is', async ({ client, assert }) => {
    const admin = await UserFactory.apply('administrator').create()
    const job = await jobOf('completed', 'ready')
    const response = await client.delete(`/jobs/${job.id}`).loginAs(admin)
    response.assertStatus(204)
    const asset = await Asset.findOrFail(job.assetId)
    assert.equal(asset.status, 'ready')
  })
})

test.group('jobs', () => {
  test('are for administrators: {0} {1}')
    .with([
      ['get', '/jobs'],
      ['get', '/jobs/stats'],
      ['get', `/jobs/${v7()}`],
      ['post', `/jobs/${v7()}/retry`],
      ['delete', `/jobs/${v7()}`],
    ] as ['get' | 'post' | 'delete', string][])
    .run(async ({ client, assert }, [method, path]) => {
      const user = await UserFactory.create()
      const forbidden = await client[method](path).loginAs(user)
      forbidden.assertStatus(403)
      assert.equal(forbidden.body().errors[0].code, 'E_FORBIDDEN')
      const nobody = await client[method](path)
      nobody.assertStatus(401)
    })

  test('answer 404 for one that does not exist: {0} {1}')
    .with([
      ['get', `/jobs/${v7()}`],
      ['post', `/jobs/${v7()}/retry`],
      ['delete', `/jobs/${v7()}`],
    ] as ['get' | 'post' | 'delete', string][])
    .run(async ({ client }, [method, path]) => {
      const admin = await UserFactory.apply('administrator').create()
      const response = await client[method](path).loginAs(admin)
      response.assertStatus(404)
    })
})
