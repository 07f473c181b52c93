import { v7 } from 'uuid'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import store from '#app/storage/main'
import { CheckConsistency } from '#app/maintenance/actions/check_consistency'
import { joinParts } from '#app/uploads/actions/join_parts'
import { SweepMultiparts } from '#app/maintenance/actions/sweep_multiparts'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import Job from '#app/jobs/models/job'
import type User from '#app/accounts/models/user'
import { AssetFactory } from '#database/factories/asset_factory'
import { passDays } from '#tests/support/services/orphans'
import { UserFactory } from '#database/factories/user_factory'
import { openMultiparts } from '#config/uploads'
import { withLimit } from '#tests/support/http/limits'
import { put } from '#tests/support/http/uploads'

const MIB = 1024 ** 2
const VIDEO = { filename: 'film.mp4', contentType: 'video/mp4', size: 33 * MIB }
const CONTENT = Buffer.alloc(VIDEO.size, 'media')

async function begin(client: ApiClient, user: User) {
  const response = await client.post('/uploads/multipart').json(VIDEO).loginAs(user)
  response.assertStatus(201)
  return response.body().data
}

async function sealed(client: ApiClient, user: User, id: string, partNumbers: number[]) {
  const path = `/uploads/multipart/${id}/parts`
  const response = await client.post(path).json({ partNumbers }).loginAs(user)
  response.assertStatus(200)
  return response.body().data
}

const bytesOf = (partNumber: number) =>
  CONTENT.subarray((partNumber - 1) * 16 * MIB, partNumber * 16 * MIB)

async function sendParts(client: ApiClient, user: User, id: string, partNumbers: number[]) {
  for (const part of await sealed(client, user, id, partNumbers)) {
    const sent = await put(part, bytesOf(part.partNumber))
    if (!sent.ok) throw new Error(`the store answered ${sent.status} to a part`)
  }
}

test.group('/uploads/multipart', () => {
  test('takes a file in parts, in any order, one of them twice', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { asset, upload } = await begin(client, user)
    assert.containsSubset(upload, { partSize: 16 * MIB, partCount: 3 })
    assert.containsSubset(asset, { status: 'pending', kind: 'video', size: VIDEO.size })

    await sendParts(client, user, asset.id, [3, 1])
    const early = await client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)
    early.assertStatus(409)
    assert.equal(early.body().errors[0].code, 'E_UPLOAD_INCOMPLETE')

    await sendParts(client, user, asset.id, [2, 1])
    const listed = await client.get(`/uploads/multipart/${asset.id}/parts`).loginAs(user)
    listed.assertStatus(200)
    assert.deepEqual(listed.body().data, [
      { partNumber: 1, size: 16 * MIB },
      { partNumber: 2, size: 16 * MIB },
      { partNumber: 3, size: MIB },
    ])

    const complete = () =>
      client.post('/uploads/complete').json({ assetId: asset.id }).loginAs(user)
    const answers = await Promise.all([complete(), complete(), complete()])
    for (const answer of answers) {
      answer.assertStatus(202)
      assert.equal(answer.body().data.status, 'processing')
    }
    assert.lengthOf(await Job.findManyBy({ assetId: asset.id }), 1)
  })

  test('is joined once, although the store lists no parts of what is joined', async ({
    client,
    assert,
    cleanup,
  }) => {
    const user = await UserFactory.create()
    const { asset: begun } = await begin(client, user)
    await sendParts(client, user, begun.id, [1, 2, 3])
    await client.post('/uploads/complete').json({ assetId: begun.id }).loginAs(user)
    const asset = await Asset.findOrFail(begun.id)
    // The worker was killed after the store had joined them.
    const parts = await Array.fromAsync(store.listParts(asset.originalKey, asset.multipartId!))
    await store.completeMultipart(asset.originalKey, asset.multipartId!, parts)
    const { listParts } = store
    cleanup(() => void (store.listParts = listParts))
    store.listParts = async function* () {}

    await joinParts(asset)
    const object = await store.head(asset.originalKey)
    assert.equal(asset.etag, object!.etag)
  })

  test('is completed before its parts are joined, which any number of workers do once', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const { asset: begun } = await begin(client, user)
    const { id } = begun
    await sendParts(client, user, id, [1, 2, 3])
    const answer = await client.post('/uploads/complete').json({ assetId: id }).loginAs(user)
    answer.assertStatus(202)
    const asset = await Asset.findOrFail(id)
    assert.isNull(await store.head(asset.originalKey))

    await new SweepMultiparts().handle()
    await passDays(30)
    await new SweepMultiparts().handle()
    const differences = await Array.fromAsync(new CheckConsistency().inconsistencies())
    assert.notInclude(JSON.stringify(differences), id)

    const others = await Asset.findMany([id])
    await Promise.all([asset, ...others].map(joinParts))
    await joinParts(asset)
    const object = await store.head(asset.originalKey)
    assert.equal(object!.size, VIDEO.size)
    await asset.refresh()
    assert.equal(asset.etag, object!.etag)
    const late = await client.post('/uploads/complete').json({ assetId: id }).loginAs(user)
    late.assertStatus(202)
    assert.lengthOf(await Job.findManyBy({ assetId: id }), 1)
  })

  test('refuses a part of another length', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { asset } = await begin(client, user)
    const [part] = await sealed(client, user, asset.id, [3])
    const sent = await put(part, CONTENT.subarray(0, MIB - 1))
    assert.isFalse(sent.ok)
    const listed = await client.get(`/uploads/multipart/${asset.id}/parts`).loginAs(user)
    assert.deepEqual(listed.body().data, [])
  })

  test('answers 422 to part numbers {0}')
    .with([
      [[0]],
      [[4]],
      [[1, 1]],
      [[]],
      [[1.5]],
      [['1']],
      [Array.from({ length: 101 }, (_, i) => i + 1)],
    ])
    .run(async ({ client }, [partNumbers]) => {
      const user = await UserFactory.create()
      const { asset } = await begin(client, user)
      const path = `/uploads/multipart/${asset.id}/parts`
      const response = await client.post(path).json({ partNumbers }).loginAs(user)
      response.assertStatus(422)
    })

  test('gives up: parts and asset go, once', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { asset } = await begin(client, user)
    await sendParts(client, user, asset.id, [1])
    const response = await client.delete(`/uploads/multipart/${asset.id}`).loginAs(user)
    response.assertStatus(204)
    assert.isNull(await Asset.find(asset.id))
    const [deletion] = await Deletion.findManyBy({ prefix: Asset.prefix(asset.id) })
    assert.isNotNull(deletion.multipartId)
    const again = await client.delete(`/uploads/multipart/${asset.id}`).loginAs(user)
    again.assertStatus(404)
  })

  test('answers 409 where there is no open upload in parts', async ({ client, assert }) => {
    const asset = await AssetFactory.with('user').apply('ready').create()
    const path = `/uploads/multipart/${asset.id}`
    const answers = [
      await client.get(`${path}/parts`).loginAs(asset.user),
      await client.delete(path).loginAs(asset.user),
    ]
    for (const answer of answers) {
      answer.assertStatus(409)
      assert.equal(answer.body().errors[0].code, 'E_UPLOAD_NOT_OPEN')
    }
  })

  test("answers 404 for somebody else's upload and 401 to nobody", async ({ client }) => {
    const user = await UserFactory.create()
    const stranger = await UserFactory.create()
    const { asset } = await begin(client, user)
    for (const id of [asset.id, v7()]) {
      const path = `/uploads/multipart/${id}`
      const answers = [
        await client.get(`${path}/parts`).loginAs(stranger),
        await client
          .post(`${path}/parts`)
          .json({ partNumbers: [1] })
          .loginAs(stranger),
        await client.delete(path).loginAs(stranger),
      ]
      for (const answer of answers) answer.assertStatus(404)
    }
    const nobody = await client.get(`/uploads/multipart/${asset.id}/parts`)
    nobody.assertStatus(401)
  })

  test('are limited as presigned uploads are', async ({ client }) => {
    const user = await UserFactory.create()
    await withLimit('presign', 1, user.id)
    await begin(client, user)
    const second = await client.post('/uploads/multipart').json(VIDEO).loginAs(user)
    second.assertStatus(429)
  })

  test('are refused while too many of the user are open', async ({ client, assert, cleanup }) => {
    const { max } = openMultiparts
    openMultiparts.max = 2
    cleanup(() => void (openMultiparts.max = max))
    const user = await UserFactory.create()
    const { asset } = await begin(client, user)
    await begin(client, user)
    const refused = await client.post('/uploads/multipart').json(VIDEO).loginAs(user)
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].code, 'E_TOO_MANY_UPLOADS')

    await client.delete(`/uploads/multipart/${asset.id}`).loginAs(user)
    await begin(client, user)
  })
})
