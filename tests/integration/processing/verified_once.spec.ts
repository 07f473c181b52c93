import { crc32 } from 'node:zlib'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import type Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { runJob } from '#tests/support/services/run_jobs'
import { UserFactory } from '#database/factories/user_factory'
import { mediaFile, uploaded } from '#tests/support/http/uploads'

async function completed() {
  const asset = await uploaded(await UserFactory.create())
  return new CompleteUpload().handle({ asset })
}

/** An asset that was ready, with other values, and its job, after it was processed again. */
async function processedAgain(changes: Partial<Pick<Asset, 'etag' | 'contentType'>>) {
  const asset = await completed()
  await process(asset)
  await asset.refresh()
  await asset.merge(changes).save()
  await db.transaction((trx) => asset.markForRendering(trx))
  await Job.create({ assetId: asset.id, state: 'queued' })
  return { asset, job: await process(asset) }
}

async function process({ id }: Asset) {
  const job = await Job.query()
    .where({ assetId: id, kind: 'process', state: 'queued' })
    .firstOrFail()
  await runJob(job.id)
  return job.refresh()
}

test.group('An original that was proved once', () => {
  test('has the CRC-32 of its bytes', async ({ assert }) => {
    const asset = await completed()
    await process(asset)
    await asset.refresh()
    const { bytes } = await mediaFile('good/phone.jpg')
    assert.equal(asset.crc32, crc32(bytes))
  })

  test('is known by its digest where a copy has another version', async ({ assert }) => {
    const { asset, job } = await processedAgain({ etag: '"a-copy-3"' })
    assert.equal(job.state, 'completed')
    await asset.refresh()
    assert.equal(asset.status, 'ready')
  })

  test('is kept, though it is refused now', async ({ assert }) => {
    const { asset, job } = await processedAgain({ contentType: 'image/png' })
    assert.containsSubset(job.$attributes, { state: 'failed' })
    assert.include(job.lastError, 'E_TYPE_MISMATCH')
    await asset.refresh()
    assert.containsSubset(asset.$attributes, { status: 'failed', errorCode: 'E_PROCESSING_FAILED' })
    assert.isNotNull(await store.head(asset.originalKey))
  })

  test('is not taken for other bytes in its place', async ({ assert }) => {
    const asset = await completed()
    await process(asset)
    await asset.refresh()
    const { originalKey, size, contentType } = asset
    await store.put(originalKey, Buffer.alloc(size), { size, contentType })
    await db.transaction((trx) => asset.markForRendering(trx))
    await Job.create({ assetId: asset.id, state: 'queued' })
    const job = await process(asset)
    assert.equal(job.state, 'queued')
    assert.include(job.lastError, 'E_OBJECT_CHANGED')
    assert.isNotNull(await store.head(originalKey))
  })
})

test.group('An original that was proved once, and is completed again', () => {
  test('is not given up for a copy of another length', async ({ assert }) => {
    const asset = await completed()
    await process(asset)
    await asset.refresh()
    await db.transaction((trx) => asset.markMissing(trx))
    const { originalKey, contentType } = asset
    await store.put(originalKey, Buffer.alloc(7), { size: 7, contentType })
    await new CompleteUpload().handle({ asset })
    const job = await process(asset)
    assert.equal(job.state, 'failed')
    assert.include(job.lastError, 'E_UPLOAD_MISMATCH')
    await asset.refresh()
    assert.equal(asset.status, 'failed')
  })
})

test.group('An original that was not proved yet', () => {
  test('is kept where it has another version than the completed one', async ({ assert }) => {
    const asset = await completed()
    await asset.merge({ etag: '"a-copy-3"' }).save()
    const job = await process(asset)
    assert.equal(job.state, 'queued')
    assert.include(job.lastError, 'E_OBJECT_CHANGED')
    await asset.refresh()
    assert.equal(asset.status, 'processing')
    assert.isNotNull(await store.head(asset.originalKey))
  })
})
