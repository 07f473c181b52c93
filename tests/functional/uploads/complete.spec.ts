import { v7 } from 'uuid'
import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import Job from '#app/jobs/models/job'
import User from '#app/accounts/models/user'
import store from '#app/storage/main'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { uploaded } from '#tests/support/http/uploads'

test.group('POST /uploads/complete', () => {
  test('takes the bytes in and puts one job in line', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const asset = await uploaded(user)
    const response = await client
      .post('/uploads/complete')
      .header('x-request-id', 'complete-1')
      .json({ assetId: asset.id })
      .loginAs(user)
    response.assertStatus(202)
    assert.containsSubset(response.body().data, { id: asset.id, status: 'processing', error: null })

    await asset.refresh()
    assert.equal(asset.status, 'processing')
    const object = await store.head(asset.originalKey)
    assert.equal(asset.etag, object!.etag)
    const jobs = await Job.findManyBy({ assetId: asset.id })
    assert.lengthOf(jobs, 1)
    assert.containsSubset(jobs[0].$attributes, { state: 'queued', requestId: 'complete-1' })
  })

  test('twenty times at once gives the same answer and one job', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { id } = await uploaded(user)
    const complete = () => client.post('/uploads/complete').json({ assetId: id }).loginAs(user)
    const answers = await Promise.all(Array.from({ length: 20 }, complete))
    for (const answer of answers) {
      answer.assertStatus(202)
      assert.containsSubset(answer.body().data, { id, status: 'processing' })
    }
    assert.lengthOf(await Job.findManyBy({ assetId: id }), 1)
  })

  test('answers 409 while the bytes are not there, and may be tried again', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const asset = await AssetFactory.merge({ userId: user.id }).create()
    const response = await client
      .post('/uploads/complete')
      .json({ assetId: asset.id })
      .loginAs(user)
    response.assertStatus(409)
    assert.equal(response.body().errors[0].code, 'E_UPLOAD_INCOMPLETE')

    const { size, contentType } = asset
    await store.put(asset.originalKey, Buffer.alloc(size), { size, contentType })
    const again = await client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)
    again.assertStatus(202)
  })

  test('rejects bytes of another length, removes them and gives their room back', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.merge({ usedBytes: 1_000, usedAssets: 1 }).create()
    const asset = await AssetFactory.merge({ userId: user.id, size: 1_000 }).create()
    const other = { size: 999, contentType: asset.contentType }
    await store.put(asset.originalKey, Buffer.alloc(999), other)

    for (const attempt of ['first', 'second']) {
      const response = await client
        .post('/uploads/complete')
        .json({ assetId: asset.id })
        .loginAs(user)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, 'E_UPLOAD_MISMATCH', attempt)
    }
    await asset.refresh()
    assert.equal(asset.status, 'rejected')
    assert.lengthOf(await Deletion.findManyBy({ prefix: Asset.prefix(asset.id) }), 1)
    assert.lengthOf(await Job.findManyBy({ assetId: asset.id }), 0)
    await new SweepDeletions().handle({ limit: 1_000 })
    const owner = await User.findOrFail(user.id)
    assert.equal(owner.usedBytes, 0)
    assert.equal(owner.usedAssets, 1)
  })

  test('starts a new job for a failed asset', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const asset = await uploaded(user)
    const failure = { errorCode: 'E_PROCESSING_FAILED', errorMessage: 'no' }
    await asset.merge({ status: 'failed', etag: 'x', ...failure }).save()
    const response = await client
      .post('/uploads/complete')
      .json({ assetId: asset.id })
      .loginAs(user)
    response.assertStatus(202)
    assert.containsSubset(response.body().data, { status: 'processing', error: null })
    assert.lengthOf(await Job.findManyBy({ assetId: asset.id, state: 'queued' }), 1)
  })

  test('answers for a rejected asset with its own error', async ({ client, assert }) => {
    const asset = await AssetFactory.apply('rejected').with('user').create()
    const response = await client
      .post('/uploads/complete')
      .json({ assetId: asset.id })
      .loginAs(asset.user)
    response.assertStatus(422)
    assert.equal(response.body().errors[0].code, 'E_IMAGE_CORRUPT')
  })

  test('changes nothing about a ready asset', async ({ client, assert }) => {
    const asset = await AssetFactory.apply('ready').with('user').create()
    const response = await client
      .post('/uploads/complete')
      .json({ assetId: asset.id })
      .loginAs(asset.user)
    response.assertStatus(202)
    assert.equal(response.body().data.status, 'ready')
    assert.lengthOf(await Job.findManyBy({ assetId: asset.id }), 0)
  })

  test("answers 404 for somebody else's asset as for none", async ({ client, assert }) => {
    const stranger = await UserFactory.create()
    const asset = await AssetFactory.with('user').create()
    for (const assetId of [asset.id, v7()]) {
      const response = await client.post('/uploads/complete').json({ assetId }).loginAs(stranger)
      response.assertStatus(404)
      assert.equal(response.body().errors[0].code, 'E_NOT_FOUND')
    }
    await asset.refresh()
    assert.equal(asset.status, 'pending')
  })

  test('answers 422 for what is no id, 400 for what is no JSON, 401 without a token', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const wrong = await client.post('/uploads/complete').json({ assetId: 'x' }).loginAs(user)
    wrong.assertStatus(422)
    const broken = await client
      .post('/uploads/complete')
      .header('content-type', 'application/json')
      .json('{ "assetId":' as never)
      .loginAs(user)
    assert.oneOf(broken.status(), [400, 422])
    const nobody = await client.post('/uploads/complete').json({ assetId: v7() })
    nobody.assertStatus(401)
  })
})
