import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import Job from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { tools } from '#config/media'
import { UserFactory } from '#database/factories/user_factory'
import { runJob, runJobs } from '#tests/support/services/run_jobs'
import { uploaded } from '#tests/support/http/uploads'

const isInstalled = tools.ffmpeg !== undefined && tools.ffprobe !== undefined

/** A ready video, and its job to be made playable, where the programs for it are. */
async function ready(name: string) {
  const owner = await UserFactory.create()
  const asset = await uploaded(owner, name)
  await new CompleteUpload().handle({ asset })
  const first = await Job.findByOrFail({ assetId: asset.id, kind: 'process' })
  await runJob(first.id)
  await asset.refresh()
  const job = await Job.findBy({ assetId: asset.id, kind: 'playback' })
  return { owner, asset, job }
}

test.group('A video that browsers cannot play', () => {
  test('is ready at once, and gets a playback that is served in ranges', async ({
    assert,
    client,
  }) => {
    const { owner, asset, job } = await ready('playback/mpeg4.mp4')
    assert.equal(asset.status, 'ready')
    assert.equal(job?.state, isInstalled ? 'queued' : undefined)
    if (!job) return
    const events = () => db.from('asset_events').where('asset_id', asset.id)
    const before = await events()
    await runJob(job.id)

    await job.refresh()
    assert.equal(job.state, 'completed')
    assert.lengthOf(await events(), before.length + 1)
    const answer = await client.get(`/assets/${asset.id}`).loginAs(owner)
    const { urls, variants } = answer.body().data
    const playback = variants.find(({ name }: { name: string }) => name === 'playback')
    assert.containsSubset(playback, { contentType: 'video/mp4', width: 180, height: 320 })
    assert.equal(urls.playback, playback.url)

    const { size } = playback
    const part = await fetch(urls.playback, { headers: { range: 'bytes=4-11' } })
    assert.equal(part.status, 206)
    assert.equal(part.headers.get('content-range'), `bytes 4-11/${size}`)
    assert.equal(part.headers.get('content-type'), 'video/mp4')
    assert.match(await part.text(), /^ftyp/)
    const whole = await fetch(urls.playback)
    const bytes = await whole.arrayBuffer()
    assert.equal(bytes.byteLength, size)
  })

  test('gets it although the first run was killed', async ({ assert }) => {
    const { asset, job } = await ready('playback/sound.mov')
    assert.equal(job !== null, isInstalled)
    if (!job) return
    const killed = await Job.begin(job.id)
    await killed!.markProgress(40)
    const heartbeatAt = DateTime.utc().minus({ seconds: 20 })
    await Job.query().where('id', job.id).update({ heartbeatAt })
    await runJob(job.id)

    await job.refresh()
    assert.containsSubset(job.$attributes, { state: 'completed', takeovers: 1 })
    await asset.refresh()
    const playback = asset.variants.find(({ name }) => name === 'playback')!
    assert.containsSubset(await store.head(playback.objectKey), { size: playback.size })
    assert.isFalse(await killed!.markProgress(50))
  })

  test('leaves no job behind when it is deleted', async ({ assert }) => {
    const { asset, job } = await ready('playback/mpeg4.mp4')
    assert.equal(job !== null, isInstalled)
    if (!job) return
    const run = await Job.begin(job.id)
    await new DeleteAsset().handle({ asset, origin: { actorId: asset.userId } })
    assert.isFalse(await run!.beat())
    assert.isNull(await Job.find(job.id))
  })
})

test.group('A video that browsers play', () => {
  test('has no job to be made playable', async ({ assert }) => {
    const { asset, job } = await ready('recordings/clip.mp4')
    assert.isNull(job)
    await runJobs(asset.id)
    await asset.refresh()
    assert.notInclude(
      asset.variants.map(({ name }) => name),
      'playback'
    )
  })
})
