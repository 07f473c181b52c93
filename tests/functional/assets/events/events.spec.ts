import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import AccessToken from '#app/accounts/sessions/models/access_token'
import { digestOf } from '#app/accounts/auth/token'
import { UpdateUser } from '#app/accounts/actions/update_user'
import { RefreshSession } from '#app/accounts/sessions/actions/refresh_session'
import { announce } from '#app/persistence/announcements/announce'
import type Asset from '#app/assets/models/asset'
import { lastEventId } from '#app/assets/events/asset_events'
import { SweepEvents } from '#app/maintenance/actions/sweep_events'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { openSession } from '#tests/support/http/auth'
import { EventListener } from '#tests/support/http/event_listener'
import { mediaFile, put } from '#tests/support/http/uploads'

const origin = { actorId: null }

test.group('GET /events', () => {
  test('tells each state of an upload, in order, as the asset in other answers', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const listener = await EventListener.open(user)
    const { bytes, declaration } = await mediaFile('good/photo.png')

    const presigned = await client.post('/uploads/presign').json(declaration).loginAs(user)
    const { asset, upload } = presigned.body().data
    const pending = await listener.hears(asset.id, 'pending')
    assert.equal(pending.event, 'asset')
    assert.deepEqual(pending.data, asset)

    await put(upload, bytes)
    const completed = await client
      .post('/uploads/complete')
      .json({ assetId: asset.id })
      .loginAs(user)
    const processing = await listener.hears(asset.id, 'processing')
    assert.deepEqual(processing.data, completed.body().data)
    assert.isAbove(processing.id, pending.id)
  })

  test('is an event stream that nothing on its way keeps', async ({ assert }) => {
    const { response } = await EventListener.open(await UserFactory.create())
    assert.equal(response.headers.get('content-type'), 'text/event-stream')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.equal(response.headers.get('x-accel-buffering'), 'no')
  })

  test('tells of a new name', async ({ client, assert }) => {
    const asset = await AssetFactory.apply('ready').with('user').create()
    const listener = await EventListener.open(asset.user)
    await client.patch(`/assets/${asset.id}`).json({ filename: 'beach.jpg' }).loginAs(asset.user)
    const { data } = await listener.hears(asset.id)
    assert.containsSubset(data, { filename: 'beach.jpg', status: 'ready' })
  })

  test('tells of a deletion, and nothing else of what is gone', async ({ client, assert }) => {
    const user = await UserFactory.merge({ usedBytes: 1_000, usedAssets: 1 }).create()
    const listener = await EventListener.open(user)
    const asset = await AssetFactory.merge({ userId: user.id }).create()
    await listener.hears(asset.id)
    await client.delete(`/assets/${asset.id}`).loginAs(user)
    await eventually(() => listener.messages.length === 2)
    const [, deletion] = listener.messages
    assert.containsSubset(deletion, { event: 'asset-deleted', data: { id: asset.id } })

    const late = await EventListener.open(user, { lastId: listener.messages[0].id })
    await late.hears(asset.id)
    assert.deepEqual(late.messages, [deletion])
  })

  test('tells nobody of what belongs to somebody else', async ({ assert }) => {
    const user = await UserFactory.create()
    const listener = await EventListener.open(user)
    const theirs = await AssetFactory.with('user').create()
    const own = await AssetFactory.merge({ userId: user.id }).create()
    await listener.hears(own.id)
    assert.isFalse(listener.messages.some(({ data }) => data.id === theirs.id))
  })

  test('asks nobody without a token', async ({ client }) => {
    const response = await client.get('/events')
    response.assertStatus(401)
  })
})

test.group('GET /events with last-event-id', () => {
  test('misses no state of the time in between', async ({ assert }) => {
    const user = await UserFactory.create()
    const before = await EventListener.open(user)
    const asset = await AssetFactory.merge({ userId: user.id }).create()
    const { id: lastId } = await before.hears(asset.id)
    before.hangUp()

    await db.transaction((trx) => asset.markProcessing('etag', trx))
    await db.transaction((trx) => asset.markFailed({ code: 'E_X', message: 'away' }, trx))
    await db.transaction((trx) => asset.markProcessing('etag', trx))
    const others = await AssetFactory.merge({ userId: user.id }).createMany(120)

    const after = await EventListener.open(user, { lastId })
    await after.hears(others.at(-1)!.id)
    const states = after.messages.filter(({ data }) => data.id === asset.id).map(({ data }) => data)
    assert.deepEqual(
      states.map(({ status, error }) => ({ status, error })),
      [
        { status: 'processing', error: null },
        { status: 'failed', error: { code: 'E_X', message: 'away' } },
        { status: 'processing', error: null },
      ]
    )
    assert.lengthOf(after.messages, 123)
  })

  test('says that the list must be read again where {$self}')
    .with([
      'the event is forgotten',
      'the event is of somebody else',
      'there is no such event',
    ] as const)
    .run(async ({ assert }, why) => {
      const user = await UserFactory.create()
      const asset = await AssetFactory.merge({ userId: user.id }).create()
      const listener = await EventListener.open(user, { lastId: await EVENTS[why](asset) })
      await eventually(() => listener.messages.length === 1)
      assert.equal(listener.messages[0].event, 'reset')

      await db.transaction((trx) => asset.markProcessing('etag', trx))
      await listener.hears(asset.id, 'processing')
    })

  test('answers 422 to {$self}')
    .with(['-1', '1.5', 'x', '9007199254740993'])
    .run(async ({ client, assert }, id) => {
      const user = await UserFactory.create()
      const response = await client.get('/events').header('last-event-id', id).loginAs(user)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, 'E_VALIDATION_FAILURE')
    })
})

test.group('the order of events', () => {
  test('is the one in which they became visible, whoever wrote first', async ({ assert }) => {
    const user = await UserFactory.create()
    const [slow, quick] = await AssetFactory.merge({ userId: user.id }).createMany(2)
    const listener = await EventListener.open(user)

    const trx = await db.transaction()
    await slow.markProcessing('etag', trx)
    await db.transaction((other) => quick.markProcessing('etag', other))
    const first = await listener.hears(quick.id)
    await trx.commit()
    const second = await listener.hears(slow.id)
    assert.isAbove(second.id, first.id)
  })

  test('what is rolled back is never told', async ({ assert }) => {
    const user = await UserFactory.create()
    const asset = await AssetFactory.merge({ userId: user.id }).create()
    const listener = await EventListener.open(user)
    const trx = await db.transaction()
    await asset.markProcessing('etag', trx)
    await trx.rollback()
    await asset.refresh()
    await db.transaction((next) => asset.markProcessing('etag', next))
    await listener.hears(asset.id)
    assert.lengthOf(listener.messages, 1)
  })
})

test.group('the end of a stream', () => {
  test('comes with the end of its session, and of no other', async ({ client }) => {
    const user = await UserFactory.create()
    const { accessToken, session } = await openSession(user)
    const listener = await EventListener.open(user, { accessToken })
    const other = await EventListener.open(user)
    const response = await client.delete(`/auth/sessions/${session.id}`).loginAs(user)
    response.assertStatus(204)
    await eventually(() => listener.hasEnded)

    const asset = await AssetFactory.merge({ userId: user.id }).create()
    await other.hears(asset.id)
  })

  test('comes with the end of its access token: {0}')
    .with([
      [
        'refreshed',
        async ({ refreshToken }) =>
          void (await new RefreshSession().handle({ refreshToken, origin })),
      ],
      [
        'expired',
        async ({ accessToken, user }) => {
          const hash = digestOf(accessToken)
          await AccessToken.query().where({ hash }).update({ expiresAt: DateTime.utc() })
          await AssetFactory.merge({ userId: user.id }).create()
          announce(user.id)
        },
      ],
      [
        'of another role',
        async ({ user }) => {
          await new UpdateUser().handle({ id: user.id }, { role: 'ADMIN' }, origin)
        },
      ],
    ] as [string, (opened: Awaited<ReturnType<typeof openSession>>) => Promise<void>][])
    .run(async ({ assert }, [, end]) => {
      const user = await UserFactory.create()
      const opened = await openSession(user)
      const listener = await EventListener.open(user, opened)
      await end(opened)
      await eventually(() => listener.hasEnded)
      assert.isEmpty(listener.messages)
    })

  test('comes when the access token expires, without any news', async ({ assert }) => {
    const user = await UserFactory.create()
    const { accessToken } = await openSession(user)
    const expiresAt = DateTime.utc().plus({ seconds: 1 })
    await AccessToken.query().where('hash', digestOf(accessToken)).update({ expiresAt })
    const listener = await EventListener.open(user, { accessToken })
    await eventually(() => listener.hasEnded)
    assert.isTrue(expiresAt < DateTime.utc())
  })

  test('comes to the oldest where a user has too many', async ({ assert }) => {
    const user = await UserFactory.create()
    const { accessToken } = await openSession(user)
    const listeners: EventListener[] = []
    for (let count = 0; count < 21; count++) {
      listeners.push(await EventListener.open(user, { accessToken }))
    }
    await eventually(() => listeners[0].hasEnded)
    assert.isFalse(listeners.slice(1).some(({ hasEnded }) => hasEnded))
  })

  test('of a forgotten event: a day after it happened', async ({ assert }) => {
    const asset = await AssetFactory.with('user').create()
    const old = () => db.from('asset_events').where('asset_id', asset.id)
    await new SweepEvents().handle({ limit: 1_000 })
    assert.lengthOf(await old(), 1)
    await old().update({ created_at: db.raw(`now() - interval '25 hours'`) })
    await new SweepEvents().handle({ limit: 1_000 })
    assert.lengthOf(await old(), 0)
  })
})

const lastEvent = (asset: Asset) => lastEventId(asset.userId)

/** Events after which a stream cannot be resumed. */
const EVENTS = {
  'the event is forgotten': async (asset: Asset) => {
    const id = await lastEvent(asset)
    await db.from('asset_events').where('asset_id', asset.id).delete()
    return id
  },
  'the event is of somebody else': async () => lastEvent(await AssetFactory.with('user').create()),
  'there is no such event': async (asset: Asset) => (await lastEvent(asset)) + 1_000_000,
}
