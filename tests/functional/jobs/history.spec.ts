import { v7 } from 'uuid'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import Job, { type JobState } from '#app/jobs/models/job'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { UserFactory } from '#database/factories/user_factory'

const HALF_HOUR = 30 * 60_000

/** A job that began and ended so many halves of an hour ago. */
async function jobOf(state: JobState, began: number, ended = began) {
  const asset = await AssetFactory.with('user').create()
  const at = (periods: number) => DateTime.fromMillis(Date.now() - periods * HALF_HOUR)
  const times = { createdAt: at(began), updatedAt: at(ended) }
  const id = v7({ msecs: times.createdAt.toMillis() })
  await JobFactory.merge({ id, assetId: asset.id, state, ...times }).create()
  await db.from('jobs').where('id', id).update({ updated_at: times.updatedAt.toJSDate() })
}

test('GET /jobs/history tells what ended in each half hour, and how many waited', async ({
  client,
  assert,
}) => {
  await Job.query().delete()
  await jobOf('completed', 3, 3)
  await jobOf('completed', 3, 2)
  await jobOf('failed', 3, 1)
  await jobOf('queued', 3)
  await jobOf('completed', 60, 60)

  const administrator = await UserFactory.apply('administrator').create()
  const response = await client.get('/jobs/history').loginAs(administrator)
  response.assertStatus(200)
  const { data } = response.body()
  assert.lengthOf(data, 48)
  assert.deepEqual(
    data.slice(-5).map(({ completed, failed, depth }: Record<string, number>) => {
      return [completed, failed, depth]
    }),
    [
      [0, 0, 0],
      [1, 0, 3],
      [1, 0, 2],
      [0, 1, 1],
      [0, 0, 1],
    ]
  )
  const starts = data.map(({ start }: { start: string }) => Date.parse(start))
  assert.equal(starts[1] - starts[0], HALF_HOUR)
})
