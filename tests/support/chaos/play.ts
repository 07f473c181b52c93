import type { Assert } from '@japa/assert'
import env from '#start/env'
import { UserFactory } from '#database/factories/user_factory'
import { assertNothingLost, settle } from '#tests/support/chaos/aftermath'
import { RandomRun } from '#tests/support/chaos/random_run'
import { openSession } from '#tests/support/http/auth'
import { backends } from '#tests/support/services/queue_backends'
import { storeOutage } from '#tests/support/services/store_outage'

/** Plays a random run of so many uploads, says what it did, and asserts that nothing was lost. */
export async function playRandomRun(assert: Assert, uploads: number) {
  const { accessToken } = await openSession(await UserFactory.create())
  const { wipe: wipeQueue } = env.get('REDIS_URL') ? backends.Redis : backends.PostgreSQL
  const outage = await storeOutage()
  const run = new RandomRun({ token: accessToken, uploads, outage, wipeQueue })
  await run.play()
  await settle(run.fates)
  await assertNothingLost(assert, run.fates)

  const done = Object.entries(run.done).map(([what, count]) => `${what}: ${count}`)
  console.log(`    ${run.fates.size} uploads, each met its fate once. ${done.join(', ')}`)
}
