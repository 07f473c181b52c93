import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type User from '#app/accounts/models/user'
import Asset from '#app/assets/models/asset'
import AuditLog from '#app/audit/models/audit_log'
import Deletion from '#app/assets/models/deletion'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import { SweepTrash } from '#app/maintenance/actions/sweep_trash'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'

const TAGGED = { tags: ['sea'], favorite: true }

async function owned(status: 'ready' | 'failed' | 'processing' = 'ready') {
  const user = await UserFactory.merge({ usedBytes: 1_000, usedAssets: 1 }).create()
  const asset = await AssetFactory.apply(status)
    .merge({ userId: user.id, ...TAGGED })
    .create()
  return { user, asset }
}

function isErased({ id }: Asset) {
  return Deletion.findBy({ prefix: Asset.prefix(id) })
}

/** What counts once the objects of what was erased are gone. */
async function usageOf(user: User) {
  await new SweepDeletions().handle({ limit: 1_000 })
  const { usedBytes, usedAssets } = await user.refresh()
  return [usedBytes, usedAssets]
}

test.group('DELETE /assets/:id', () => {
  test('moves a {$self} asset to the trash, and out of every other answer')
    .with(['ready', 'failed'] as const)
    .run(async ({ client, assert }, status) => {
      const { user, asset } = await owned(status)
      const response = await client.delete(`/assets/${asset.id}`).loginAs(user)
      response.assertStatus(204)
      await asset.refresh()
      assert.isNotNull(asset.trashedAt)
      assert.isNull(await isErased(asset))
      assert.deepEqual(await usageOf(user), [1_000, 1])
      const line = await AuditLog.findByOrFail({ subject: asset.id, action: 'asset.deleted' })
      assert.equal(line.actorId, user.id)

      for (const path of [`/assets/${asset.id}`, `/assets/${asset.id}/download`]) {
        const gone = await client.get(path).loginAs(user)
        gone.assertStatus(404)
      }
      const again = await client.delete(`/assets/${asset.id}`).loginAs(user)
      again.assertStatus(404)
      const list = await client.get('/assets').loginAs(user)
      assert.isEmpty(list.body().data)
      const timeline = await client.get('/assets/timeline').loginAs(user)
      assert.isEmpty(timeline.body().data)
      const trash = await client.get('/assets?trashed=true').loginAs(user)
      assert.equal(trash.body().data[0].id, asset.id)
      assert.isNotNull(trash.body().data[0].trashedAt)
      const event = await db.from('asset_events').where('asset_id', asset.id).orderBy('id', 'desc')
      assert.equal(event[0].status, 'deleted')
    })

  test('erases what holds no file', async ({ client, assert }) => {
    const { user, asset } = await owned('processing')
    const response = await client.delete(`/assets/${asset.id}`).loginAs(user)
    response.assertStatus(204)
    assert.isNull(await Asset.find(asset.id))
    assert.isNotNull(await isErased(asset))
  })

  test('erases for good, in the trash and out of it', async ({ client, assert }) => {
    for (const isTrashed of [true, false]) {
      const { user, asset } = await owned()
      if (isTrashed) await client.delete(`/assets/${asset.id}`).loginAs(user)
      const response = await client.delete(`/assets/${asset.id}?permanent=true`).loginAs(user)
      response.assertStatus(204)
      assert.isNull(await Asset.find(asset.id))
      assert.isNotNull(await isErased(asset))
      assert.deepEqual(await usageOf(user), [0, 0])
    }
  })

  test('refuses somebody else and a wrong flag', async ({ client, assert }) => {
    const { user, asset } = await owned()
    const stranger = await client.delete(`/assets/${asset.id}`).loginAs(await UserFactory.create())
    stranger.assertStatus(404)
    const wrong = await client.delete(`/assets/${asset.id}?permanent=maybe`).loginAs(user)
    wrong.assertStatus(422)
    await asset.refresh()
    assert.isNull(asset.trashedAt)
  })
})

test.group('POST /assets/:id/restore', () => {
  test('brings an asset back as it was, once', async ({ client, assert }) => {
    const { user, asset } = await owned()
    await client.delete(`/assets/${asset.id}`).loginAs(user)
    const response = await client.post(`/assets/${asset.id}/restore`).loginAs(user)
    response.assertStatus(200)
    assert.containsSubset(response.body().data, { id: asset.id, ...TAGGED, trashedAt: null })
    await asset.refresh()
    assert.isNull(asset.trashedAt)
    const again = await client.post(`/assets/${asset.id}/restore`).loginAs(user)
    again.assertStatus(404)
  })

  test('refuses somebody else, an unknown id, and a reused external id', async ({
    client,
    assert,
  }) => {
    const { user, asset } = await owned()
    await asset.merge({ externalId: 'one' }).save()
    await client.delete(`/assets/${asset.id}`).loginAs(user)
    const restore = (id: string) => client.post(`/assets/${id}/restore`)
    const stranger = await restore(asset.id).loginAs(await UserFactory.create())
    stranger.assertStatus(404)
    const unknown = await restore(v7()).loginAs(user)
    unknown.assertStatus(404)
    await AssetFactory.apply('ready').merge({ userId: user.id, externalId: 'one' }).create()
    const taken = await restore(asset.id).loginAs(user)
    taken.assertStatus(409)
    assert.equal(taken.body().errors[0].code, 'E_EXTERNAL_ID_TAKEN')
    await asset.refresh()
    assert.isNotNull(asset.trashedAt)
  })
})

test.group('the trash', () => {
  test('empties itself of what is old', async ({ assert }) => {
    const { asset: old } = await owned()
    const { asset: young } = await owned()
    const trashedFor = (asset: Asset, days: number) => {
      const trashedAt = db.raw(`now() - ? * interval '1 day'`, [days])
      return db.from('assets').where('id', asset.id).update({ trashed_at: trashedAt })
    }
    await trashedFor(old, 31)
    await trashedFor(young, 29)
    await new SweepTrash().handle({ limit: 200 })
    assert.isNull(await Asset.find(old.id))
    assert.isNotNull(await isErased(old))
    assert.isNotNull(await Asset.find(young.id))
  })
})

test.group('POST /assets/bulk', () => {
  test('does each by itself and answers in order', async ({ client, assert }) => {
    const { user, asset } = await owned()
    const { asset: foreign } = await owned()
    const bulk = (body: object) => client.post('/assets/bulk').json(body).loginAs(user)
    const ids = [foreign.id, asset.id]
    const expected = [foreign.id, 'E_NOT_FOUND', asset.id, true]
    for (const body of [
      { action: 'tag', tags: ['sea', 'sun'] },
      { action: 'untag', tags: ['sea'] },
      { action: 'unfavorite' },
      { action: 'trash' },
      { action: 'restore' },
    ]) {
      const response = await bulk({ ids, ...body })
      response.assertStatus(200)
      const results = response.body().data.results
      const [first, second] = results
      assert.deepEqual([first.id, first.error?.code, second.id, second.ok], expected, body.action)
    }
    await asset.refresh()
    assert.containsSubset(asset.$attributes, { tags: ['sun'], favorite: false, trashedAt: null })
    await foreign.refresh()
    assert.containsSubset(foreign.$attributes, { ...TAGGED, trashedAt: null })
    await bulk({ ids, action: 'erase' })
    assert.isNull(await Asset.find(asset.id))
    assert.isNotNull(await Asset.find(foreign.id))
  })

  test('restores the rest when a call that was cut off is repeated', async ({ client, assert }) => {
    const { user, asset: first } = await owned()
    const second = await AssetFactory.apply('ready').merge({ userId: user.id }).create()
    const ids = [first.id, second.id]
    const bulk = (action: string) => client.post('/assets/bulk').json({ action, ids }).loginAs(user)
    await bulk('trash')
    await client.post(`/assets/${first.id}/restore`).loginAs(user)
    const response = await bulk('restore')
    assert.deepEqual(
      response.body().data.results,
      ids.map((id) => ({ id, ok: true }))
    )
    for (const asset of [first, second]) {
      await asset.refresh()
      assert.isNull(asset.trashedAt)
    }
  })

  test('refuses a fifty-first tag of one asset alone', async ({ client, assert }) => {
    const { user, asset } = await owned()
    const tags = Array.from({ length: 50 }, (_, index) => `tag ${index}`)
    await asset.merge({ tags }).save()
    const other = await AssetFactory.apply('ready').merge({ userId: user.id }).create()
    const body = { action: 'tag', ids: [asset.id, other.id], tags: ['one more'] }
    const response = await client.post('/assets/bulk').json(body).loginAs(user)
    const results = response.body().data.results
    assert.equal(results[0].error.code, 'E_TOO_MANY_TAGS')
    assert.isTrue(results[1].ok)
    await asset.refresh()
    assert.lengthOf(asset.tags, 50)
  })

  test('refuses {name}')
    .with([
      { name: 'no action', body: { ids: [v7()] }, status: 422 },
      { name: 'no ids', body: { action: 'trash', ids: [] }, status: 422 },
      { name: 'no tags', body: { action: 'tag', ids: [v7()] }, status: 422 },
      { name: 'no album', body: { action: 'addToAlbum', ids: [v7()] }, status: 422 },
      {
        name: 'an unknown album',
        body: { action: 'addToAlbum', ids: [v7()], albumId: v7() },
        status: 404,
      },
    ])
    .run(async ({ client }, { body, status }) => {
      const user = await UserFactory.create()
      const response = await client.post('/assets/bulk').json(body).loginAs(user)
      response.assertStatus(status)
    })

  test('asks nobody without a token', async ({ client }) => {
    const response = await client.post('/assets/bulk').json({ action: 'trash', ids: [v7()] })
    response.assertStatus(401)
  })
})
