import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import Asset from '#app/assets/models/asset'
import Grant from '#app/accounts/keys/models/grant'
import User from '#app/accounts/models/user'
import { RevokeGrant } from '#app/accounts/keys/actions/revoke_grant'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { ExpireUpload } from '#app/uploads/actions/expire_upload'
import { RejectAsset } from '#app/uploads/actions/reject_asset'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { EventListener } from '#tests/support/http/event_listener'
import { eventually } from '#tests/support/eventually'
import { openGrant } from '#tests/support/http/auth'

const JPEG = { filename: 'a.jpg', contentType: 'image/jpeg', size: 1_000 }
const FILM = { filename: 'a.mp4', contentType: 'video/mp4', size: 1_000 }
const FAILED = { status: 'failed', etag: 'etag', errorCode: 'E_X', errorMessage: 'It failed.' }
const WAYS = [
  ['/uploads/presign', JPEG],
  ['/uploads/multipart', FILM],
] as const

async function usageOf({ id }: Grant) {
  const { usedAssets, usedBytes } = await Grant.findOrFail(id)
  return { assets: usedAssets, bytes: usedBytes }
}

function presign(client: ApiClient, token: string, file: object = JPEG) {
  return client.post('/uploads/presign').json(file).bearerToken(token)
}

async function sent(client: ApiClient, token: string, file?: object) {
  const response = await presign(client, token, file)
  response.assertStatus(201)
  return Asset.findOrFail(response.body().data.asset.id)
}

test.group('an upload with a grant', () => {
  test('belongs to the owner and counts for both', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { grant, token } = await openGrant(user, { metadata: { order: 7 } })
    const asset = await sent(client, token, { ...JPEG, metadata: { order: 1, note: 'hi' } })
    assert.deepInclude(asset.$attributes, { userId: user.id, grantId: grant.id })
    assert.deepEqual(asset.metadata, { order: 7, note: 'hi' })
    assert.deepEqual(await usageOf(grant), { assets: 1, bytes: 1_000 })
    const { usedAssets, usedBytes } = await User.findOrFail(user.id)
    assert.deepEqual([usedAssets, usedBytes], [1, 1_000])
    const plain = await sent(client, token)
    assert.deepEqual(plain.metadata, { order: 7 })
  })

  for (const [rules, reason] of [
    [{ maxAssets: 6 }, 'of assets'],
    [{ maxBytes: 6_999 }, 'of bytes'],
  ] as const) {
    test(`does not exceed a number ${reason}, fifty at once, whole and in parts`, async ({
      client,
      assert,
    }) => {
      const user = await UserFactory.create()
      const { grant, token } = await openGrant(user, rules)
      const calls = Array.from({ length: 50 }, (_, index) => {
        const [path, file] = WAYS[index % 2]
        return client.post(path).json(file).bearerToken(token)
      })
      const answers = await Promise.all(calls)
      const refused = answers.filter((answer) => answer.status() === 422)
      const taken = answers.filter((answer) => answer.status() === 201)
      assert.deepEqual([taken.length, refused.length], [6, 44])
      for (const answer of refused) {
        assert.equal(answer.body().errors[0].code, 'E_GRANT_EXCEEDED')
      }
      assert.deepEqual(await usageOf(grant), { assets: 6, bytes: 6_000 })
      const { usedAssets } = await User.findOrFail(user.id)
      assert.equal(usedAssets, 6)
      assert.lengthOf(await Asset.findManyBy({ userId: user.id }), 6)
    })
  }

  test('has the types and sizes that the grant allows', async ({ client, assert }) => {
    const rules = { maxFileSize: 1_000, allowedTypes: ['image/jpeg'] }
    const { grant, token } = await openGrant(await UserFactory.create(), rules)
    for (const file of [{ ...JPEG, size: 1_001 }, FILM]) {
      const refused = await presign(client, token, file)
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].code, 'E_GRANT_EXCEEDED')
    }
    assert.deepEqual(await usageOf(grant), { assets: 0, bytes: 0 })
    await sent(client, token)
  })

  test('beyond the quota of the owner takes no place of the grant', async ({ client, assert }) => {
    const user = await UserFactory.merge({ quotaAssets: 2 }).create()
    const { grant, token } = await openGrant(user, { maxAssets: 20 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => presign(client, token)))
    const refused = answers.filter((answer) => answer.status() === 422)
    assert.lengthOf(refused, 18)
    for (const answer of refused) assert.equal(answer.body().errors[0].code, 'E_QUOTA_EXCEEDED')
    assert.deepEqual(await usageOf(grant), { assets: 2, bytes: 2_000 })
  })

  test('of a known externalId is the same asset', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { grant, token } = await openGrant(user, { maxAssets: 5 })
    const file = { ...JPEG, externalId: 'photo-1' }
    const answers = await Promise.all(Array.from({ length: 8 }, () => presign(client, token, file)))
    const created = answers.filter((answer) => answer.status() === 201)
    assert.lengthOf(created, 1)
    assert.deepEqual(await usageOf(grant), { assets: 1, bytes: 1_000 })
    const own = await client.post('/uploads/presign').json(file).loginAs(user)
    own.assertStatus(201)
  })

  test('in a batch is judged by itself', async ({ client, assert }) => {
    const { token } = await openGrant(await UserFactory.create(), { maxAssets: 1 })
    const files = [FILM, JPEG]
    const response = await client.post('/uploads/presign/batch').json({ files }).bearerToken(token)
    response.assertStatus(200)
    const [first, second] = response.body().data.results
    assert.equal(first.asset.status, 'pending')
    assert.equal(second.error.code, 'E_GRANT_EXCEEDED')
  })

  test('gives its place back, once, when it ends', async ({ client, assert }) => {
    const { grant, token } = await openGrant(await UserFactory.create(), { maxAssets: 4 })
    const [expired, rejected, deleted, kept] = [
      await sent(client, token),
      await sent(client, token),
      await sent(client, token),
      await sent(client, token),
    ]
    await expired.merge({ uploadExpiresAt: DateTime.utc().minus({ hours: 2 }) }).save()
    await Promise.all([1, 2].map(() => new ExpireUpload().handle({ asset: expired })))
    assert.deepEqual(await usageOf(grant), { assets: 3, bytes: 3_000 })

    const error = { code: 'E_UPLOAD_MISMATCH', message: 'Not what was declared.' }
    await Promise.all([1, 2].map(() => new RejectAsset().handle({ asset: rejected, error })))
    assert.deepEqual(await usageOf(grant), { assets: 2, bytes: 2_000 })

    const origin = { actorId: null }
    const deletions = [rejected, deleted].flatMap((asset) => [asset, asset])
    await Promise.all(deletions.map((asset) => new DeleteAsset().handle({ asset, origin })))
    assert.deepEqual(await usageOf(grant), { assets: 1, bytes: 1_000 })

    // What had arrived when its owner deleted it was sent nevertheless.
    await Asset.query().where({ id: kept.id }).update(FAILED)
    await new DeleteAsset().handle({ asset: kept, origin })
    assert.deepEqual(await usageOf(grant), { assets: 1, bytes: 1_000 })
  })
})

test.group('a grant', () => {
  test('sees and withdraws only what it sent', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const other = await AssetFactory.merge({ userId: user.id }).apply('ready').create()
    const { grant, token } = await openGrant(user)
    const { token: second } = await openGrant(user)
    const theirs = await sent(client, second)
    const own = await sent(client, token)
    await Asset.query().where({ id: own.id }).update(FAILED)

    const listed = await client.get('/assets').bearerToken(token)
    const ids = listed.body().data.map(({ id }: { id: string }) => id)
    assert.deepEqual(ids, [own.id])
    for (const { id } of [other, theirs]) {
      const hidden = await client.get(`/assets/${id}`).bearerToken(token)
      hidden.assertStatus(404)
      const undeleted = await client.delete(`/assets/${id}`).bearerToken(token)
      undeleted.assertStatus(404)
      const completed = await client
        .post('/uploads/complete')
        .json({ assetId: id })
        .bearerToken(token)
      completed.assertStatus(404)
      assert.isNotNull(await Asset.find(id))
    }
    const withdrawn = await client.delete(`/assets/${own.id}`).bearerToken(token)
    withdrawn.assertStatus(204)
    assert.isNull(await Asset.find(own.id))
    assert.deepEqual(await usageOf(grant), { assets: 0, bytes: 0 })
    const again = await client.delete(`/assets/${own.id}`).bearerToken(token)
    again.assertStatus(404)
  })

  test('hears only of what it sent', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { token } = await openGrant(user)
    const { token: second } = await openGrant(user)
    const listener = await EventListener.open(user, { accessToken: token })
    await client.post('/uploads/presign').json(JPEG).loginAs(user)
    const theirs = await sent(client, second)
    await new DeleteAsset().handle({ asset: theirs, origin: { actorId: null } })
    const own = await sent(client, token)
    await eventually(() => listener.messages.some(({ data }) => data.id === own.id))
    assert.deepEqual(
      listener.messages.map(({ data }) => data.id),
      [own.id]
    )
  })

  test('that ends while it sends is refused', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { grant, token } = await openGrant(user)
    await new RevokeGrant().handle({ id: grant.id, userId: user.id }, { actorId: user.id })
    const response = await presign(client, token)
    response.assertStatus(401)
    assert.isNull(await Asset.findBy({ userId: user.id }))
  })
})
