import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { buffer } from 'node:stream/consumers'
import { DateTime, Settings } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import Job from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { runJob, runJobs } from '#tests/support/services/run_jobs'
import { type Step, steps } from '#app/observability/tracing/checkpoints'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import { JobFactory } from '#database/factories/job_factory'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { retries } from '#config/queue'
import { uploaded } from '#tests/support/http/uploads'

async function jobOf(state: 'active' | 'failed' | null, attributes: Partial<Job> = {}) {
  const asset = await AssetFactory.with('user').apply('processing').create()
  const factory = JobFactory.merge({ assetId: asset.id, ...attributes })
  return state ? factory.apply(state).create() : factory.create()
}

/** An asset in work, with its job, whose bytes are in the store. */
async function completed(name?: string) {
  const asset = await uploaded(await UserFactory.create(), name)
  await new CompleteUpload().handle({ asset })
  return { asset, job: await Job.findByOrFail({ assetId: asset.id }) }
}

/** Takes the original out of the store, as a store that has lost it would. */
async function takeAway({ originalKey, contentType }: Asset) {
  const { stream, size } = await store.read(originalKey)
  const bytes = await buffer(stream)
  await store.delete([originalKey])
  return async function putBack() {
    await store.put(originalKey, bytes, { size, contentType })
  }
}

/** Does something at the moment that a step is reached, while it goes on. */
function at(step: Step, work: () => Promise<void>) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const listen = (message: unknown) => {
    if ((message as { step: Step }).step !== step) return
    forget()
    resolve(work())
  }
  const forget = () => void unsubscribe('media-inbox:step', listen)
  subscribe('media-inbox:step', listen)
  return { promise, forget }
}

function sweepDeletions() {
  return new SweepDeletions().handle({ limit: 1_000 })
}

const SILENT = { heartbeatAt: DateTime.utc().minus({ seconds: 20 }) }

test.group('Job.begin', () => {
  test('begins a job that is due, once', async ({ assert }) => {
    const { id } = await jobOf(null)
    const begun = await Promise.all(Array.from({ length: 8 }, () => Job.begin(id)))
    assert.lengthOf(begun.filter(Boolean), 1)
    const row = await Job.findOrFail(id)
    assert.containsSubset(row.$attributes, { state: 'active', attempts: 1, takeovers: 0 })
  })

  test('begins no job before its time', async ({ assert }) => {
    const { id } = await jobOf(null, { runAt: DateTime.utc().plus({ seconds: 30 }) })
    assert.isNull(await Job.begin(id))
  })

  test('takes over a job whose run is silent, and the old run changes nothing', async ({
    assert,
  }) => {
    const { id } = await jobOf(null)
    const old = await Job.begin(id)
    assert.isNull(await Job.begin(id))
    await Job.query().where({ id }).update(SILENT)
    const young = await Job.begin(id)
    assert.containsSubset(young!.$attributes, { attempts: 2, takeovers: 1 })

    assert.isFalse(await old!.beat())
    assert.isFalse(await old!.markCompleted())
    assert.isFalse(await old!.markWaiting('too late', 1))
    assert.isTrue(await young!.beat())
    assert.isTrue(await young!.markCompleted())
  })

  test('takes no live run for dead where the clock of its machine is wrong', async ({
    assert,
    cleanup,
  }) => {
    const { id } = await jobOf('active')
    const now = Settings.now
    cleanup(() => {
      Settings.now = now
    })
    Settings.now = () => Date.now() + 3_600_000
    assert.isNull(await Job.begin(id))
  })

  test('keeps its run after a transaction that failed', async ({ assert }) => {
    const { id } = await jobOf(null)
    const job = await Job.begin(id)
    const failing = db.transaction(async (trx) => {
      await job!.markCompleted(trx)
      throw new Error('the connection broke')
    })
    await assert.rejects(() => failing, 'the connection broke')
    assert.isTrue(await job!.markWaiting('the connection broke', 1))
  })
})

test.group('RunJob', () => {
  test('tries five times with longer and longer pauses, then gives up, and can be retried', async ({
    assert,
    client,
  }) => {
    const { asset, job } = await completed()
    const putBack = await takeAway(asset)
    const pauses: number[] = []
    for (let attempt = 1; attempt <= retries.attempts; attempt++) {
      await Job.query().where({ id: job.id }).update({ runAt: DateTime.utc() })
      const before = Date.now()
      const { retryAt } = await runJob(job.id)
      if (retryAt) pauses.push(retryAt.getTime() - before)
      await job.refresh()
      assert.equal(job.attempts, attempt)
      assert.match(job.lastError!, /^E_OBJECT_MISSING: /)
    }
    for (const [index, pause] of pauses.entries()) {
      const full = retries.firstSeconds * 2 ** index * 1_000
      assert.isAtLeast(pause, full / 2)
    }
    await asset.refresh()
    assert.equal(job.state, 'failed')
    assert.equal(asset.status, 'failed')

    await putBack()
    const admin = await UserFactory.apply('administrator').create()
    const answer = await client.post(`/jobs/${job.id}/retry`).loginAs(admin)
    answer.assertStatus(202)
    await runJob(job.id)
    await Promise.all([asset.refresh(), job.refresh()])
    assert.equal(asset.status, 'ready')
    assert.containsSubset(job.$attributes, { state: 'completed', attempts: 1, lastError: null })
  })

  test('rejects a bad file at the first attempt', async ({ assert }) => {
    const { asset, job } = await completed('hostile/truncated.jpg')
    await runJob(job.id)
    await Promise.all([asset.refresh(), job.refresh()])
    assert.equal(asset.status, 'rejected')
    assert.containsSubset(job.$attributes, { state: 'completed', attempts: 1 })
    const audit = await Deletion.findManyBy({ prefix: Asset.prefix(asset.id) })
    assert.lengthOf(audit, 1)
  })

  test('counts no death of a worker as a failure of the file', async ({ assert }) => {
    const { asset, job } = await completed()
    const died = { state: 'active', runId: job.id, attempts: 9, takeovers: 8, ...SILENT } as const
    await job.merge(died).save()
    const putBack = await takeAway(asset)
    const { retryAt } = await runJob(job.id)
    assert.exists(retryAt)
    await putBack()
  })

  test('gives up a job each run of which has died', async ({ assert }) => {
    const { asset, job } = await completed()
    const deaths = retries.deaths
    const died = {
      state: 'active',
      runId: job.id,
      attempts: deaths + 1,
      takeovers: deaths,
    } as const
    await job.merge({ ...died, ...SILENT }).save()
    await runJob(job.id)
    await Promise.all([asset.refresh(), job.refresh()])
    assert.equal(job.state, 'failed')
    assert.equal(asset.status, 'failed')
  })

  for (const step of steps.filter((name) => /^(process|finish|variants)/.test(name))) {
    test(`a delete at ${step} wins and leaves nothing`, async ({ assert, cleanup }) => {
      const { asset, job } = await completed('good/orientation-1.jpg')
      const deleted = at(step, async () => {
        await new DeleteAsset().handle({ asset, origin: { actorId: null } })
        await sweepDeletions()
      })
      cleanup(deleted.forget)
      await runJobs(asset.id)
      await deleted.promise

      assert.isNull(await Asset.find(asset.id))
      assert.isNull(await Job.find(job.id))
      await sweepDeletions()
      const prefix = Asset.prefix(asset.id)
      assert.isEmpty(await Array.fromAsync(store.list(prefix), ({ key }) => key))
    })
  }
})
