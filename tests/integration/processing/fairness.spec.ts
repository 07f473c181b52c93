import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import sharp from 'sharp'
import Asset from '#app/assets/models/asset'
import Job, { type JobKind } from '#app/jobs/models/job'
import type User from '#app/accounts/models/user'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { chargeProcessing } from '#app/processing/actions/charge_processing'
import { SweepCharges } from '#app/maintenance/actions/sweep_charges'
import { Turns } from '#app/processing/turns'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { UserFactory } from '#database/factories/user_factory'
import { emptyInbox } from '#tests/support/services/empty_inbox'
import { eventually } from '#tests/support/eventually'
import { spawnWorker } from '#tests/support/services/spawn'
import { uploaded } from '#tests/support/http/uploads'

/** Queues so many jobs of a kind, charged to one account, in the order of their ids. */
async function queue(count: number, kind: JobKind = 'process', account = v7()) {
  const user = await UserFactory.create()
  const ids: string[] = []
  for (let number = 0; number < count; number++) {
    const status = kind === 'process' ? 'processing' : 'ready'
    const asset = await AssetFactory.merge({ userId: user.id }).apply(status).create()
    const job = await JobFactory.merge({ assetId: asset.id, kind, chargeTo: account }).create()
    ids.push(job.id)
  }
  return { account, ids }
}

/** The accounts of the next jobs, each ended before the next one begins. */
async function served(turns: Turns, count: number) {
  const accounts: string[] = []
  for (let number = 0; number < count; number++) {
    const job = await turns.begin()
    await job!.markCompleted()
    turns.end(job!)
    accounts.push(job!.chargeTo)
  }
  return accounts
}

test.group('Jobs', (group) => {
  group.each.setup(emptyInbox)
  group.each.setup(async () => {
    await db.from('processing_charges').delete()
  })

  test('of different accounts take turns', async ({ assert }) => {
    const many = await queue(4)
    const few = await queue(2)
    const accounts = await served(new Turns(2), 6)
    const [a, b] = [many.account, few.account]
    assert.deepEqual(accounts, [a, b, a, b, a, a])
  })

  test('of one account run in their order', async ({ assert }) => {
    const { ids } = await queue(3)
    const turns = new Turns(3)
    const begun = [await turns.begin(), await turns.begin(), await turns.begin()]
    assert.deepEqual(
      begun.map((job) => job!.id),
      ids
    )
  })

  test('that make videos playable have one slot of their own', async ({ assert }) => {
    const videos = await queue(2, 'playback')
    const turns = new Turns(1)
    const video = await turns.begin()
    assert.equal(video?.id, videos.ids[0])
    assert.isNull(await turns.begin())
    assert.isFalse(turns.isHeldBack)

    const photos = [await queue(1), await queue(1)]
    for (const { ids } of photos) {
      const photo = await turns.begin()
      assert.include(ids, photo!.id)
    }
    turns.end(video!)
    const next = await turns.begin()
    assert.equal(next?.id, videos.ids[1])
  })

  test('of one account leave one slot for others', async ({ assert }) => {
    const greedy = await queue(5)
    const turns = new Turns(2)
    const begun = await Promise.all([turns.begin(), turns.begin(), turns.begin()])
    assert.lengthOf(begun.filter(Boolean), 2)
    assert.isTrue(turns.isHeldBack)

    const { ids } = await queue(1)
    const other = await turns.begin()
    assert.equal(other?.id, ids[0])
    turns.end(begun.find((job) => job?.chargeTo === greedy.account)!)
    assert.isFalse(turns.isHeldBack)
    const next = await turns.begin()
    assert.equal(next?.chargeTo, greedy.account)
  })

  test('that follow never go before a first one, nor take every slot', async ({ assert }) => {
    await queue(2, 'variants')
    await queue(2, 'variants')
    const first = await queue(1)
    const turns = new Turns(2)
    const begun = [await turns.begin(), await turns.begin(), await turns.begin()]
    assert.deepEqual(
      begun.map((job) => job!.kind),
      ['process', 'variants', 'variants']
    )
    assert.isNull(await turns.begin())
    turns.end(begun[0]!)
    assert.isNull(await turns.begin())
    const late = await queue(1, 'process', first.account)
    const next = await turns.begin()
    assert.equal(next?.id, late.ids[0])
  })

  test('of an account that owes too much wait last, and are not refused', async ({ assert }) => {
    const owing = await queue(2)
    await chargeProcessing(owing.account, 400)
    await chargeProcessing(owing.account, 300)
    const other = await queue(2)
    const accounts = await served(new Turns(2), 4)
    assert.deepEqual(accounts, [other.account, other.account, owing.account, owing.account])
  })

  test('are charged as before once what was owed is forgiven', async ({ assert }) => {
    const { account } = await queue(1)
    await chargeProcessing(account, 5_000)
    const owed = () => db.from('processing_charges').where('charge_to', account).firstOrFail()
    await chargeProcessing(account, 10)
    const { seconds } = await owed()
    assert.equal(seconds, 1_200)
    const longAgo = db.raw(`now() - interval '3 hours'`)
    await db.from('processing_charges').update({ updated_at: longAgo })
    assert.equal(await new SweepCharges().handle({ limit: 10 }), 1)
  })

  test('whose run has died come first', async ({ assert }) => {
    await queue(1)
    const { ids } = await queue(1)
    await Job.query()
      .where('id', ids[0])
      .update({ state: 'active', runId: v7(), heartbeatAt: db.raw(`now() - interval '1 minute'`) })
    const job = await new Turns(2).begin()
    assert.containsSubset(job, { id: ids[0], takeovers: 1 })
  })

  test('are begun once by workers that ask at the same time', async ({ assert }) => {
    const { ids } = await queue(4)
    const workers = Array.from({ length: 8 }, () => new Turns(2))
    const begun = await Promise.all(workers.map((turns) => turns.begin()))
    const found = begun.flatMap((job) => job?.id ?? [])
    assert.sameMembers(found, [...new Set(found)])
    assert.isAtLeast(found.length, 1)
    assert.isTrue(found.every((id) => ids.includes(id)))
  })
})

/** A few kilobytes that take minutes to draw. */
function slowDrawing() {
  const noise = Array.from(
    { length: 200 },
    (_, seed) =>
      `<feTurbulence numOctaves="60" baseFrequency="0.9" seed="${seed}"/><feMorphology radius="20"/>`
  )
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000"><filter id="f">${noise.join('')}` +
      '</filter><rect width="4000" height="4000" filter="url(#f)"/></svg>'
  )
}

async function completed(user: User, name: string, bytes: Buffer) {
  const asset = await uploaded(user, name, () => bytes)
  await new CompleteUpload().handle({ asset })
  return asset
}

test.group('Two drawings that take minutes', (group) => {
  group.each.setup(emptyInbox)

  test("hold up nobody's picture, are rejected after ten seconds and charged", async ({
    assert,
  }) => {
    const [attacker, victim] = [await UserFactory.create(), await UserFactory.create()]
    const drawings = [
      await completed(attacker, 'good/drawing.svg', slowDrawing()),
      await completed(attacker, 'good/drawing.svg', slowDrawing()),
    ]
    const worker = spawnWorker({ WORKER_CONCURRENCY: '2' })
    await worker.says(/worker ready/)
    await eventually(async () => {
      const active = await Job.query().where({ chargeTo: attacker.id, state: 'active' })
      return active.length === 2
    })

    const pixel = { width: 1, height: 1, channels: 3 as const, background: 'red' }
    const png = await sharp({ create: pixel }).png().toBuffer()
    const picture = await completed(victim, 'good/photo.png', png)
    await eventually(() => Asset.findBy({ id: picture.id, status: 'ready' }), { deadline: 10_000 })
    // While the drawings are still computed: nobody waited for their end.
    const open = await Asset.query().where({ userId: attacker.id, status: 'processing' })
    assert.lengthOf(open, 2)

    await eventually(
      async () => {
        for (const drawing of drawings) await drawing.refresh()
        return drawings.every(({ errorCode }) => errorCode === 'E_PROCESSING_TIMEOUT')
      },
      { deadline: 120_000 }
    )
    const owed = await db.from('processing_charges').where('charge_to', attacker.id).firstOrFail()
    // More than one drawing alone can cost: on a busy machine both get less than their ten seconds.
    assert.isAbove(owed.seconds, 10)
  }).timeout(180_000)
})
