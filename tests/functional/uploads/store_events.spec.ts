import { v7 } from 'uuid'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { storeHookSecret } from '#config/uploads'
import { withLimit } from '#tests/support/http/limits'
import { uploaded } from '#tests/support/http/uploads'

const secret = storeHookSecret!.release()

function recordOf(key: string, eventName = 's3:ObjectCreated:Put') {
  return { eventName, eventTime: '2026-01-01T00:00:00Z', s3: { object: { key, size: 1 } } }
}

function tell(client: ApiClient, records: object[], token = secret) {
  return client.post('/hooks/store').bearerToken(token).json({ Records: records })
}

async function jobsOf({ id }: Asset) {
  return Job.findManyBy({ assetId: id })
}

test.group('POST /hooks/store', () => {
  test('completes the upload whose object the store has created', async ({ client, assert }) => {
    const asset = await uploaded(await UserFactory.create())
    const answer = await tell(client, [recordOf(asset.originalKey)])
    answer.assertStatus(204)
    await asset.refresh()
    assert.equal(asset.status, 'processing')
    assert.lengthOf(await jobsOf(asset), 1)
  })

  test('takes an event twice, late and many times at once for one', async ({ client, assert }) => {
    const asset = await uploaded(await UserFactory.create())
    const record = recordOf(encodeURIComponent(asset.originalKey))
    const answers = await Promise.all([1, 2, 3, 4].map(() => tell(client, [record, record])))
    answers.push(await tell(client, [record]))
    for (const answer of answers) answer.assertStatus(204)
    assert.lengthOf(await jobsOf(asset), 1)
  })

  test('believes no event that comes before its bytes, and takes the next', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const asset = await AssetFactory.merge({ userId: user.id }).create()
    const early = await tell(client, [recordOf(asset.originalKey)])
    early.assertStatus(204)
    await asset.refresh()
    assert.equal(asset.status, 'pending')
    assert.isEmpty(await jobsOf(asset))

    const { size, contentType } = asset
    await store.put(asset.originalKey, Buffer.alloc(size), { size, contentType })
    await tell(client, [recordOf(asset.originalKey)])
    assert.lengthOf(await jobsOf(asset), 1)
  })

  test('passes over what is no upload, is gone, or was removed', async ({ client, assert }) => {
    const asset = await uploaded(await UserFactory.create())
    const answer = await tell(client, [
      recordOf('somebody/elses.jpg'),
      recordOf(Asset.originalKey(v7())),
      recordOf(`${Asset.prefix(asset.id)}thumbnail-1`),
      recordOf(asset.originalKey, 's3:ObjectRemoved:Delete'),
      recordOf('%'),
    ])
    answer.assertStatus(204)
    await asset.refresh()
    assert.equal(asset.status, 'pending')
  })

  test('one upload that is refused keeps no other from its turn', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const wrong = await uploaded(user)
    await wrong.merge({ size: wrong.size + 1 }).save()
    const right = await uploaded(user)
    const answer = await tell(
      client,
      [wrong, right].map((asset) => recordOf(asset.originalKey))
    )
    answer.assertStatus(204)
    await Promise.all([wrong.refresh(), right.refresh()])
    assert.equal(wrong.status, 'rejected')
    assert.equal(right.status, 'processing')
  })

  test('is for the store alone', async ({ client, assert }) => {
    const asset = await uploaded(await UserFactory.create())
    for (const request of [
      tell(client, [recordOf(asset.originalKey)], 'guessed'),
      client.post('/hooks/store').json({ Records: [recordOf(asset.originalKey)] }),
    ]) {
      const answer = await request
      answer.assertStatus(401)
      assert.equal(answer.body().errors[0].code, 'E_UNAUTHORIZED_ACCESS')
    }
    await asset.refresh()
    assert.equal(asset.status, 'pending')
  })

  test('is limited for who guesses, and never for the store', async ({ client, assert }) => {
    await withLimit('address', 2)
    const events = () => tell(client, [recordOf('assets/none')])
    for (const answer of [await events(), await events(), await events()]) answer.assertStatus(204)
    const guesses = []
    for (let guess = 0; guess < 3; guess++) guesses.push(await tell(client, [], `guess-${guess}`))
    const statuses = guesses.map((answer) => answer.status())
    assert.deepEqual(statuses, [401, 401, 429])
    const after = await events()
    after.assertStatus(204)
  })

  test('refuses what is no event', async ({ client, assert }) => {
    const answer = await client
      .post('/hooks/store')
      .bearerToken(secret)
      .json({ Records: [{}] })
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].code, 'E_VALIDATION_FAILURE')
  })
})
