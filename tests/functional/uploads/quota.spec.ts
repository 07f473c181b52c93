import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import { openUploads } from '#config/uploads'
import User from '#app/accounts/models/user'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { ExpireUpload } from '#app/uploads/actions/expire_upload'
import { RejectAsset } from '#app/uploads/actions/reject_asset'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import { UserFactory } from '#database/factories/user_factory'

const MIB = 1024 ** 2
const PHOTO = { filename: 'a.jpg', contentType: 'image/jpeg', size: 10 * MIB }
const FILM = { filename: 'a.mp4', contentType: 'video/mp4', size: 10 * MIB }
const WAYS = [
  ['/uploads/presign', PHOTO],
  ['/uploads/multipart', FILM],
] as const

async function usageOf(user: User) {
  await new SweepDeletions().handle({ limit: 1_000 })
  const { usedBytes, usedAssets } = await User.findOrFail(user.id)
  return { bytes: usedBytes, assets: usedAssets }
}

test.group('A quota', () => {
  for (const [quota, reason] of [
    [{ quotaBytes: 65 * MIB }, 'of bytes'],
    [{ quotaAssets: 6 }, 'of assets'],
  ] as const) {
    test(`${reason} is not passed by fifty uploads at once, whole and in parts`, async ({
      client,
      assert,
    }) => {
      const user = await UserFactory.merge(quota).create()
      const asks = Array.from({ length: 50 }, (_, index) => {
        const [path, file] = WAYS[index % 2]
        return client.post(path).json(file).loginAs(user)
      })
      const answers = await Promise.all(asks)
      const taken = answers.filter((answer) => answer.status() === 201)
      const refused = answers.filter((answer) => answer.status() === 422)
      assert.deepEqual([taken.length, refused.length], [6, 44])
      for (const answer of refused) {
        assert.equal(answer.body().errors[0].code, 'E_QUOTA_EXCEEDED')
      }
      assert.deepEqual(await usageOf(user), { bytes: 60 * MIB, assets: 6 })
      assert.lengthOf(await Asset.findManyBy({ userId: user.id }), 6)
    })
  }

  for (const [path, file] of WAYS) {
    test(`is given back, once, by what ends an upload: ${path}`, async ({ client, assert }) => {
      const user = await UserFactory.merge({ quotaAssets: 3 }).create()
      const assets: Asset[] = []
      while (assets.length < 3) {
        const answer = await client.post(path).json(file).loginAs(user)
        assets.push(await Asset.findOrFail(answer.body().data.asset.id))
      }
      const [expired, rejected, deleted] = assets
      const uploadExpiresAt = DateTime.utc().minus({ hours: 2 })
      await expired.merge({ uploadExpiresAt }).save()
      const origin = { actorId: user.id }
      const error = { code: 'E_UPLOAD_MISMATCH', message: 'Not what was declared.' }

      const expiries = [1, 2].map(() => new ExpireUpload().handle({ asset: expired }))
      assert.sameMembers(await Promise.all(expiries), [true, false])
      assert.deepEqual(await usageOf(user), { bytes: 20 * MIB, assets: 2 })

      await Promise.all([1, 2].map(() => new RejectAsset().handle({ asset: rejected, error })))
      assert.deepEqual(await usageOf(user), { bytes: 10 * MIB, assets: 2 })

      const deletions = [rejected, deleted].flatMap((asset) => [asset, asset])
      await Promise.all(deletions.map((asset) => new DeleteAsset().handle({ asset, origin })))
      assert.deepEqual(await usageOf(user), { bytes: 0, assets: 0 })

      const again = await client.post(path).json(file).loginAs(user)
      again.assertStatus(201)
    })
  }

  test('is given back by an upload in parts that is given up', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const answer = await client.post('/uploads/multipart').json(FILM).loginAs(user)
    const path = `/uploads/multipart/${answer.body().data.asset.id}`
    await Promise.all([1, 2].map(() => client.delete(path).loginAs(user)))
    assert.deepEqual(await usageOf(user), { bytes: 0, assets: 0 })
  })

  test('does not keep uploads from being bounded that are open', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { max } = openUploads
    openUploads.max = 2
    cleanup(() => void (openUploads.max = max))
    const user = await UserFactory.create()
    const begin = () => client.post('/uploads/presign').json(PHOTO).loginAs(user)
    const first = await begin()
    await begin()
    const refused = await begin()
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].code, 'E_TOO_MANY_UPLOADS')
    assert.lengthOf(await Asset.findManyBy({ userId: user.id }), 2)

    await client.delete(`/assets/${first.body().data.asset.id}`).loginAs(user)
    const again = await begin()
    again.assertStatus(201)
  })

  test('is shown with what is used of it', async ({ client, assert }) => {
    const user = await UserFactory.merge({ quotaBytes: 65 * MIB, quotaAssets: 6 }).create()
    await client.post('/uploads/presign').json(PHOTO).loginAs(user)
    const response = await client.get('/auth/me').loginAs(user)
    const usage = { bytes: 10 * MIB, assets: 1, quotaBytes: 65 * MIB, quotaAssets: 6 }
    assert.deepEqual(response.body().data.usage, usage)
  })
})
