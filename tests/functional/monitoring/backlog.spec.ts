import { test } from '@japa/runner'
import { readBacklog } from '#app/monitoring/metrics/backlog'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { readsOf, statementsOf } from '#tests/support/measure/plans'

test.group('readBacklog', () => {
  test('counts jobs by what they wait for', async ({ assert }) => {
    const before = await readBacklog()
    for (const state of ['active', 'failed'] as const) {
      const asset = await AssetFactory.with('user').apply('processing').create()
      await JobFactory.merge({ assetId: asset.id }).apply(state).create()
    }
    const after = await readBacklog()
    assert.deepInclude(after, { active: before.active + 1, failed: before.failed + 1 })
    assert.equal(after.waiting, before.waiting)
  })

  test('reads indexes alone', async ({ assert }) => {
    const statements = await statementsOf(readBacklog)
    const query = statements.find(({ sql }) => sql.startsWith('select'))!
    const reads = await readsOf(query)
    assert.isAtLeast(reads.filter((read) => read.includes('Index')).length, 6)
    assert.isEmpty(reads.filter((read) => read.startsWith('Seq Scan')))
  })
})
