import { test } from '@japa/runner'
import Job from '#app/jobs/models/job'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { UserFactory } from '#database/factories/user_factory'
import { auditOf } from '#tests/support/http/auth'

/** A job that has failed, of an asset that has too. */
async function failedJob(lastError: string) {
  const asset = await AssetFactory.apply('failed').with('user').create()
  const job = await JobFactory.merge({ assetId: asset.id }).apply('failed').create()
  return job.merge({ lastError }).save()
}

test.group('/jobs/failures', (group) => {
  group.each.setup(async () => {
    await Job.query().delete()
  })

  test('counts the failed jobs by reason, the most frequent first', async ({ client, assert }) => {
    const administrator = await UserFactory.apply('administrator').create()
    const oldest = await failedJob('E_STORE: away')
    await failedJob('E_STORE: a timeout')
    await failedJob('E_TOOL: not there')
    await JobFactory.with('asset', 1, (asset) => asset.with('user')).create()

    const response = await client.get('/jobs/failures').loginAs(administrator)
    response.assertStatus(200)
    const { data } = response.body()
    assert.deepEqual(
      data.map(({ reason, count }: { reason: string; count: number }) => [reason, count]),
      [
        ['E_STORE', 2],
        ['E_TOOL', 1],
      ]
    )
    assert.equal(data[0].oldestAt, oldest.updatedAt.toUTC().toISO())
  })

  test('retries all of one reason, and no other', async ({ client, assert }) => {
    const administrator = await UserFactory.apply('administrator').create()
    const away = [await failedJob('E_STORE: away'), await failedJob('E_STORE: away')]
    const other = await failedJob('E_TOOL: not there')

    const retry = () => {
      const request = client.post('/jobs/failures/retry').json({ reason: 'E_STORE' })
      return request.loginAs(administrator)
    }
    const first = await retry()
    first.assertStatus(202)
    assert.deepEqual(first.body().data, { retried: 2, left: 0 })
    for (const job of away) {
      await job.refresh()
      assert.equal(job.state, 'queued')
      const [entry] = await auditOf(job.id)
      assert.containsSubset(entry.$attributes, {
        action: 'job.retried',
        actorId: administrator.id,
      })
    }
    await other.refresh()
    assert.equal(other.state, 'failed')

    const again = await retry()
    assert.deepEqual(again.body().data, { retried: 0, left: 0 })
  })

  test('answers 422 to a reason that is {$self}')
    .with([undefined, 7, 'x'.repeat(101), 'E_STORE: away'])
    .run(async ({ client }, reason) => {
      const administrator = await UserFactory.apply('administrator').create()
      const request = client.post('/jobs/failures/retry').json({ reason })
      const response = await request.loginAs(administrator)
      response.assertStatus(422)
    })

  test('is for administrators: {method} {path}')
    .with([
      { method: 'get', path: '/jobs/failures' },
      { method: 'post', path: '/jobs/failures/retry' },
      { method: 'get', path: '/jobs/history' },
      { method: 'get', path: '/users' },
    ] as const)
    .run(async ({ client }, { method, path }) => {
      const nobody = await client[method](path)
      nobody.assertStatus(401)
      const user = await client[method](path).loginAs(await UserFactory.create())
      user.assertStatus(403)
    })
})
