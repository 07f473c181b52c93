import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { UserFactory } from '#database/factories/user_factory'
import { atOnce } from '#tests/support/http/at_once'
import { openSession } from '#tests/support/http/auth'
import { Client } from '#tests/support/chaos/client'
import type { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { restartDatabase } from '#tests/support/services/services'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'
import { uploaded } from '#tests/support/http/uploads'

const PHOTO = 'good/orientation-1.jpg'
const CLIENTS = 6
/** So many connections are broken at most, a few of them at a time. */
const BREAKS = 300

/** What a worker left of an earlier job may be in the same words, and waits for nothing. */
const LAST_WRITE_WAITS = `query like '%completed as (%' and wait_event_type = 'Lock'`

/** Tells the connections of what is tested from those of the suite, which have no name. */
function named() {
  const url = new URL(env.get('DATABASE_URL'))
  url.searchParams.set('application_name', 'tested')
  return { DATABASE_URL: url.href, LOG_LEVEL: 'info' }
}

/** Breaks the named connections, those alone of which this holds, and says how many there were. */
async function breakConnections(condition = 'true') {
  const { rows } = await db.rawQuery(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name <> '' and ${condition}`
  )
  return rows.length
}

async function readyWorker() {
  const worker = spawnWorker({ ...named(), WORKER_CONCURRENCY: '4' })
  await worker.says(/worker ready/)
  return worker
}

/** Some clients at once upload so many photos; the ids are there as soon as each is taken. */
async function upload(server: ChildProgram & { url: string }, count: number, ids: string[]) {
  const { accessToken } = await openSession(await UserFactory.create())
  const client = new Client(accessToken, () => server.url)
  await atOnce(CLIENTS, Array.from({ length: count }), async () => {
    ids.push(await client.upload(PHOTO))
  })
}

function areReady(ids: string[], count: number) {
  const isEnough = async () => {
    const ready = await Asset.query().whereIn('id', ids).where({ status: 'ready' })
    return ready.length >= count
  }
  return eventually(isEnough, { deadline: 90_000 })
}

function assertUnharmed(assert: Assert, programs: ChildProgram[]) {
  for (const program of programs) {
    assert.isFalse(program.hasEnded)
    // Of a long log the beginning is cut off somewhere in a line.
    const [, ...lines] = program.output.split('\n')
    assert.deepEqual(
      lines.filter((line) => line && !line.startsWith('{"')),
      []
    )
  }
}

test.group('while connections to the database break', () => {
  test('a job that loses its last write is tried again', async ({ assert }) => {
    const asset = await uploaded(await UserFactory.create(), PHOTO)
    const worker = await readyWorker()
    await db.transaction(async (trx) => {
      await new CompleteUpload().handle({ asset })
      await Asset.lock(asset.id, trx)
      await eventually(() => breakConnections(LAST_WRITE_WAITS))
    })
    await areReady([asset.id], 1)
    const job = await Job.findByOrFail({ assetId: asset.id, kind: 'process' })
    assert.containsSubset(job.$attributes, { state: 'completed', attempts: 2 })
    assertUnharmed(assert, [worker])
  })

  test('worker and API live on, and each upload is ready', async ({ assert }) => {
    const worker = await readyWorker()
    const server = await spawnServer(named())
    const ids: string[] = []
    const uploading = upload(server, 40, ids)
    let broken = 0
    // With the queue in Redis there are fewer of them.
    const isEnough = async () => {
      broken += await breakConnections()
      return broken >= BREAKS || ids.length === 40
    }
    await eventually(isEnough, { deadline: 90_000, interval: 100 })
    await uploading
    await areReady(ids, 40)
    assertUnharmed(assert, [worker, server])
  })

  test('they live on while it is restarted', async ({ assert }) => {
    const worker = await readyWorker()
    const server = await spawnServer(named())
    const ids: string[] = []
    const uploading = upload(server, 60, ids)
    for (const ready of [5, 20, 35]) {
      await areReady(ids, ready)
      await restartDatabase()
    }
    await uploading
    await areReady(ids, 60)
    assertUnharmed(assert, [worker, server])
  })
})
