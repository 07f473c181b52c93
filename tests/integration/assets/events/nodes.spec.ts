import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { RevokeSession } from '#app/accounts/sessions/actions/revoke_session'
import { openSession } from '#tests/support/http/auth'
import { eventually } from '#tests/support/eventually'
import { EventListener } from '#tests/support/http/event_listener'
import { spawnServer } from '#tests/support/services/spawn'

// Far less than the time after which a stream looks without being told.
const SOON = { deadline: 5_000 }

test.group('events between nodes', () => {
  test('a change on one node reaches a stream of another at once', async ({ assert }) => {
    const { url } = await spawnServer()
    const asset = await AssetFactory.with('user').create()
    const listener = await EventListener.open(asset.user, { url })
    await db.transaction((trx) => asset.markProcessing('etag', trx))
    await eventually(() => listener.messages.length > 0, SOON)
    assert.equal(listener.messages[0].data.status, 'processing')
  })

  test('a session that ends on one node ends its streams on another', async () => {
    const { url } = await spawnServer()
    const user = await UserFactory.create()
    const { accessToken, session } = await openSession(user)
    const listener = await EventListener.open(user, { url, accessToken })
    await new RevokeSession().handle({ id: session.id, origin: { actorId: user.id } })
    await eventually(() => listener.hasEnded, SOON)
  })

  test('a stream goes on at another node where the first one was stopped', async ({ assert }) => {
    const first = await spawnServer()
    const asset = await AssetFactory.with('user').create()
    const listener = await EventListener.open(asset.user, { url: first.url })
    const told = listener.retry
    first.signal('SIGTERM')
    await eventually(() => listener.hasEnded, SOON)
    assert.equal(await first.ended, 0)
    assert.isBelow(listener.retry, told)

    await db.transaction((trx) => asset.markProcessing('etag', trx))
    const second = await EventListener.open(asset.user, { lastId: listener.position })
    await second.hears(asset.id, 'processing')
  })
})
