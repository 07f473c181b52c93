import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import { SweepJobs } from '#app/maintenance/actions/sweep_jobs'
import { SweepOutages } from '#app/maintenance/actions/sweep_outages'
import { SweepUploads } from '#app/maintenance/actions/sweep_uploads'
import { UserFactory } from '#database/factories/user_factory'
import { readsOf, statementsOf } from '#tests/support/measure/plans'

const cursor = v7()

const LISTINGS = [
  '/assets',
  `/assets?cursor=${cursor}`,
  `/assets?status=ready&cursor=${cursor}`,
  `/assets?kind=image&cursor=${cursor}`,
  `/assets?status=ready&kind=image&cursor=${cursor}`,
  `/jobs?cursor=${cursor}`,
  `/jobs?state=failed&cursor=${cursor}`,
  '/auth/sessions',
  `/audit-logs?cursor=${cursor}`,
  `/audit-logs?actorId=${cursor}&cursor=${cursor}`,
  `/audit-logs?action=session.opened&cursor=${cursor}`,
  `/audit-logs?subject=${cursor}&cursor=${cursor}`,
]

const SWEEPS = {
  uploads: () => new SweepUploads().handle({ limit: 10 }),
  jobs: () => new SweepJobs().handle(),
  outages: () => new SweepOutages().handle({ limit: 10 }),
  deletions: () => new SweepDeletions().handle({ limit: 10 }),
}

test.group('queries', (group) => {
  group.setup(async () => {
    await db.rawQuery('analyze')
  })

  test('GET {0} reads indexes alone, in their order')
    .with(LISTINGS)
    .run(async ({ client, assert }, path) => {
      const admin = await UserFactory.apply('administrator').create()
      const statements = await statementsOf(async () => {
        const response = await client.get(path).loginAs(admin)
        response.assertStatus(200)
      })
      const listing = statements.findLast(({ sql }) => sql.startsWith('select'))!
      const reads = await readsOf(listing)
      assert.isTrue(
        reads.some((read) => read.includes('Index')),
        reads.join(', ')
      )
      assert.isEmpty(reads.filter((read) => /Seq Scan|^Sort|Incremental Sort/.test(read)))
    })

  test('a question that no index answers would be found', async ({ assert }) => {
    const [statement] = await statementsOf(() => db.from('assets').where('filename', 'x').limit(1))
    assert.include(await readsOf(statement), 'Seq Scan assets')
  })

  test('the sweep of {0} reads indexes alone')
    .with(['uploads', 'jobs', 'outages', 'deletions'] as const)
    .run(async ({ assert }, name) => {
      const statements = await statementsOf(SWEEPS[name])
      const selects = statements.filter(({ sql }) => sql.startsWith('select'))
      assert.isNotEmpty(selects)
      for (const select of selects) {
        const reads = await readsOf(select)
        assert.isEmpty(
          reads.filter((read) => read.includes('Seq Scan')),
          select.sql
        )
      }
    })
})
