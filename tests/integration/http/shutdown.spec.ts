import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import storage from '#config/storage'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { DiskStore } from '#app/storage/disk_store'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'
import { beginSending } from '#tests/support/http/signed_requests'
import { uploaded } from '#tests/support/http/uploads'

// The disk store's uploads go through the API itself.
const ON_DISK = { S3_BUCKET: '', LOG_LEVEL: 'info' }

test.group('at SIGTERM the API', (group) => {
  // With the suite's bucket, its database would not belong to the folder.
  group.tap((own) => own.tags(['@once']))

  test('is not ready first, closes its listener later, and finishes the upload under way', async ({
    assert,
  }) => {
    const server = await spawnServer({ ...ON_DISK, SHUTDOWN_DELAY: '2' })
    const upload = await slowUpload(server.url)
    server.signal('SIGTERM')

    const ready = await eventually(async () => {
      const answer = await fetch(`${server.url}/health/ready`)
      return answer.status === 503 && answer.json()
    })
    assert.containsSubset(ready, { errors: [{ code: 'E_SHUTTING_DOWN' }] })
    const meanwhile = await fetch(`${server.url}/health/live`)
    assert.equal(meanwhile.status, 200)
    assert.equal(meanwhile.headers.get('connection'), 'close')
    await eventually(() => refused(server.url))

    assert.equal(await upload.finish(), 200)
    assert.equal(await server.ended, 0)
  })

  test('cuts off what does not end within its deadline', async ({ assert }) => {
    const server = await spawnServer({ ...ON_DISK, SHUTDOWN_DELAY: '0', SHUTDOWN_DEADLINE: '1' })
    const upload = await slowUpload(server.url)
    server.signal('SIGTERM')
    assert.equal(await server.ended, 0)
    assert.include(server.output, 'SHUTDOWN_DEADLINE')
    await assert.rejects(() => upload.finish())
  })
})

test.group('at SIGTERM a worker', () => {
  test('leaves a job that does not end within its deadline to the next one', async ({ assert }) => {
    const user = await UserFactory.create()
    const asset = await uploaded(user, 'good/alpha.webp')
    await new CompleteUpload().handle({ asset })
    const { id } = await Job.findByOrFail({ assetId: asset.id })
    // The run looks its asset up, and waits for this lock.
    const held = await db.transaction()
    await held.rawQuery('lock table assets')
    const worker = spawnWorker({ SHUTDOWN_DEADLINE: '1' })
    await eventually(() => Job.query().where({ id, state: 'active' }).first())
    worker.signal('SIGTERM')
    assert.equal(await worker.ended, 0)
    assert.include(worker.output, 'SHUTDOWN_DEADLINE')
    await held.rollback()

    spawnWorker()
    const job = await eventually(() => Job.query().where({ id, state: 'completed' }).first(), {
      deadline: 60_000,
    })
    assert.equal(job.takeovers, 1)
    await asset.refresh()
    assert.equal(asset.status, 'ready')
  })
})

/** An upload of which the API has the first half. */
async function slowUpload(url: string) {
  const body = randomBytes(1_000_000)
  const asset = await AssetFactory.with('user').create()
  const disk = await app.container.make(DiskStore)
  const sealed = await disk.presignPut({
    key: Asset.originalKey(asset.id),
    contentType: 'image/jpeg',
    size: body.length,
    ttlSeconds: 60,
  })
  const { pathname, search } = new URL(sealed.url)
  const upload = await beginSending({ ...sealed, url: url + pathname + search }, body)
  await eventually(async () => {
    const partials = await readdir(join(storage.disk.root, '.partial'))
    return partials.length > 0
  })
  return upload
}

function refused(url: string) {
  return fetch(`${url}/health/live`).then(
    () => false,
    () => true
  )
}
