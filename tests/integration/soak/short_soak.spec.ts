import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openSession } from '#tests/support/http/auth'
import { emptyInbox } from '#tests/support/services/empty_inbox'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'
import { mediaFile } from '#tests/support/http/uploads'
import { goalsOf } from '../../../benchmarks/soak/report.js'
import { runSoak } from '../../../benchmarks/soak/run_soak.js'
import type { Target } from '../../../benchmarks/soak/target.js'

const SECONDS = 10
const LIMITS = { LIMIT_USER: '1000000', LIMIT_PRESIGN: '1000000' }

/** Memory shows only after many minutes whether it creeps: `npm run soak` looks at that. */
const SHOWS_SOON = /^(visits|connections|open files|tables)/

test.group('soak', (group) => {
  group.tap((own) => own.tags(['@once']))
  group.each.setup(() => emptyInbox())

  test('a while under load fails nothing and leaves nothing open or behind', async ({ assert }) => {
    const server = await spawnServer(LIMITS)
    const worker = spawnWorker()
    await worker.says(/worker ready/)
    const { accessToken: token } = await openSession()
    const query: Target['query'] = async (text) => {
      const { rows } = await db.rawQuery(text)
      return rows
    }
    const { bytes: photo } = await mediaFile('good/orientation-1.jpg')

    const { url, pid: apiPid } = server
    const result = await runSoak(
      { url, token, apiPid, workerPid: worker.pid, query },
      { photo, seconds: SECONDS, share: 0.7, capacitySeconds: 3, progress: () => {} }
    )

    assert.isAbove(result.visits.count, 0)
    assert.deepEqual(result.visits.reasons, [])
    assert.deepEqual(result.grown, [])
    const soon = goalsOf(result).filter(({ what }) => SHOWS_SOON.test(what))
    assert.lengthOf(soon, 5)
    for (const { what, measured, isMet } of soon) assert.isTrue(isMet, `${what}: ${measured}`)
  }).timeout(300_000)
})
