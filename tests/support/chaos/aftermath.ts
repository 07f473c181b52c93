import type { Assert } from '@japa/assert'
import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import type { JobKind, JobState } from '#app/jobs/models/job'
import User from '#app/accounts/models/user'
import { CheckConsistency } from '#app/maintenance/actions/check_consistency'
import { SweepMultiparts } from '#app/maintenance/actions/sweep_multiparts'
import { passDays } from '#tests/support/services/orphans'
import { eventually } from '#tests/support/eventually'

export type Fate = 'ready' | 'rejected' | 'deleted'

const JOBS: Record<Fate, { kind: JobKind; state: JobState }[]> = {
  ready: [
    { kind: 'process', state: 'completed' },
    { kind: 'variants', state: 'completed' },
  ],
  rejected: [{ kind: 'process', state: 'completed' }],
  deleted: [],
}

const SETTLED_WITHIN = 120_000

/** Lets an hour and more pass for what waits for its time. */
async function passTime() {
  const longAgo = db.raw(`now() - interval '3 hours'`)
  await db.from('assets').where('status', 'pending').update({ next_look_at: longAgo })
  await db.from('deletions').update({ watch_until: longAgo, run_at: longAgo })
}

/** Waits until the sweep has brought everything to its end, with workers running. */
export async function settle(fates: Map<string, Fate>) {
  await eventually(
    async () => {
      await passTime()
      const live = await Asset.query().whereIn('id', [...fates.keys()])
      const atWork = await db.from('jobs').whereIn('state', ['queued', 'active']).first()
      return !atWork && live.every(({ status }) => ['ready', 'rejected'].includes(status))
    },
    { deadline: SETTLED_WITHIN, interval: 1_000 }
  )
  // Uploads that were begun and whose bytes never came.
  const unsent = Asset.query().where('status', 'pending')
  await eventually(
    async () => {
      await passTime()
      await unsent.clone().update({ uploadExpiresAt: db.raw(`now() - interval '3 hours'`) })
      const pending = await unsent.clone().first()
      const deletion = await db.from('deletions').first()
      return !pending && !deletion
    },
    { deadline: SETTLED_WITHIN, interval: 1_000 }
  )
  await new SweepMultiparts().handle()
  await passDays(30)
  await new SweepMultiparts().handle()
}

/** Every upload met its fate exactly once, and neither rows nor objects are left over. */
export async function assertNothingLost(assert: Assert, fates: Map<string, Fate>) {
  for (const [id, fate] of fates) {
    const asset = await Asset.find(id)
    assert.equal(asset?.status ?? 'deleted', fate, `${id}: ${asset?.errorMessage}`)
    const jobs = await db.from('jobs').where('asset_id', id).orderBy('id').select('kind', 'state')
    assert.deepEqual(jobs, JOBS[fate], id)
    const variants = asset?.variants ?? []
    // In the order in which the two phases stored them, which a retry may change.
    assert.sameMembers(
      variants.map(({ name }) => name),
      fate === 'ready' ? ['thumbnail', 'preview'] : [],
      id
    )
  }
  const rows = await Asset.query()
  const expected = [...fates].filter(([, fate]) => fate !== 'deleted').map(([id]) => id)
  assert.sameMembers(
    rows.map(({ id }) => id),
    expected
  )
  for (const user of await User.all()) {
    const owned = rows.filter((asset) => asset.userId === user.id)
    const counted = owned.filter(({ status }) => status !== 'rejected')
    assert.equal(user.usedAssets, owned.length)
    assert.equal(
      user.usedBytes,
      counted.reduce((sum, { size }) => sum + size, 0)
    )
  }
  assert.deepEqual(await Array.fromAsync(new CheckConsistency().inconsistencies()), [])
}
