import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import type Asset from '#app/assets/models/asset'
import WebhookDelivery from '#app/webhooks/models/webhook_delivery'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { WebhookFactory } from '#database/factories/webhook_factory'
import { blocking } from '#tests/support/chaos/blocking'

const SHA256_OF_NOTHING = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
const REASON = { code: 'E_X', message: 'It is damaged.' }

/** A user with a webhook for every event, and an asset that is being processed. */
async function setUp() {
  const user = await UserFactory.merge({ usedBytes: 1_000, usedAssets: 1 }).create()
  const webhook = await WebhookFactory.merge({ userId: user.id }).create()
  const asset = await AssetFactory.merge({ userId: user.id }).apply('processing').create()
  return { user, webhook, asset }
}

function deliveriesOf(asset: Asset) {
  return WebhookDelivery.query().where('asset_id', asset.id).orderBy('sequence')
}

test.group('the outbox of webhooks', () => {
  test('holds each change that an owner wants to know, in order', async ({ assert }) => {
    const { webhook, asset } = await setUp()
    await db.transaction((trx) => asset.markFailed(REASON, trx))
    await db.transaction((trx) => asset.markProcessing('etag', trx))
    await asset.merge({ status: 'ready', sha256: SHA256_OF_NOTHING }).save()
    await new DeleteAsset().handle({ asset, origin: { actorId: null } })
    const deliveries = await deliveriesOf(asset)
    assert.deepEqual(
      deliveries.map(({ type, status, webhookId }) => [type, status, webhookId]),
      ['asset.failed', 'asset.ready', 'asset.deleted'].map((type) => [type, 'pending', webhook.id])
    )
    assert.equal(deliveries[0].asset.error_code, 'E_X')
    assert.equal(deliveries[2].asset.filename, asset.filename)
  })

  test('holds a move to the trash, a restoration, and no erasure after the trash', async ({
    assert,
  }) => {
    const { user } = await setUp()
    const asset = await AssetFactory.merge({ userId: user.id }).apply('ready').create()
    await asset.merge({ trashedAt: DateTime.utc() }).save()
    await asset.merge({ trashedAt: null }).save()
    await asset.merge({ trashedAt: DateTime.utc() }).save()
    await asset.delete()
    const deliveries = await deliveriesOf(asset)
    assert.deepEqual(
      deliveries.map(({ type }) => type),
      ['asset.deleted', 'asset.ready', 'asset.deleted']
    )
  })

  test('holds no new name and no upload that begins', async ({ assert }) => {
    const { user } = await setUp()
    const asset = await AssetFactory.merge({ userId: user.id }).create()
    await asset.merge({ filename: 'beach.jpg' }).save()
    await db.transaction((trx) => asset.markProcessing('etag', trx))
    assert.isEmpty(await deliveriesOf(asset))
  })

  test('holds what is committed, and nothing that is rolled back', async ({ assert }) => {
    const { asset } = await setUp()
    const trx = await db.transaction()
    await asset.markRejected(REASON, trx)
    await trx.rollback()
    assert.isEmpty(await deliveriesOf(asset))
  })

  test('has one event for all webhooks that want it', async ({ assert }) => {
    const { user, asset, webhook } = await setUp()
    const other = await WebhookFactory.merge({
      userId: user.id,
      events: ['asset.rejected'],
    }).create()
    await WebhookFactory.merge({ userId: user.id, events: ['asset.ready'] }).create()
    const stranger = await UserFactory.create()
    await WebhookFactory.merge({ userId: stranger.id }).create()
    await db.transaction((trx) => asset.markRejected(REASON, trx))
    const deliveries = await deliveriesOf(asset)
    assert.sameMembers(
      deliveries.map(({ webhookId }) => webhookId),
      [webhook.id, other.id]
    )
    assert.equal(deliveries[0].eventId, deliveries[1].eventId)
    assert.notEqual(deliveries[0].id, deliveries[1].id)
  })

  test('keeps what happened while a webhook was off, without sending it', async ({ assert }) => {
    const { webhook, asset } = await setUp()
    await webhook.merge({ disabledAt: DateTime.utc() }).save()
    await db.transaction((trx) => asset.markRejected(REASON, trx))
    const [delivery] = await deliveriesOf(asset)
    assert.equal(delivery.status, 'skipped')
  })

  test('fails no change whose webhook is deleted at that moment', async ({ assert }) => {
    const { webhook, asset } = await setUp()
    const deletion = await db.transaction()
    await deletion.from('webhooks').where('id', webhook.id).delete()
    const change = db.transaction((trx) => asset.markRejected(REASON, trx))
    await blocking(deletion)
    await deletion.commit()
    assert.isTrue(await change)
    assert.isEmpty(await deliveriesOf(asset))
  })

  test('puts an event behind those of its asset that wait for a retry', async ({ assert }) => {
    const { asset } = await setUp()
    await db.transaction((trx) => asset.markFailed(REASON, trx))
    const [first] = await deliveriesOf(asset)
    const nextAttemptAt = DateTime.utc().plus({ hours: 1 })
    await first.merge({ nextAttemptAt }).save()
    await db.transaction((trx) => asset.markRejected(REASON, trx))
    const [, second] = await deliveriesOf(asset)
    assert.equal(second.nextAttemptAt.toMillis(), nextAttemptAt.toMillis())
  })

  test('forgets what is older than a week', async ({ assert }) => {
    const { asset } = await setUp()
    await db.transaction((trx) => asset.markFailed(REASON, trx))
    await db.transaction((trx) => asset.markRejected(REASON, trx))
    const [old, young] = await deliveriesOf(asset)
    const longAgo = DateTime.utc().minus({ days: 8 })
    await old.merge({ createdAt: longAgo, pendingSince: longAgo }).save()
    await young.merge({ createdAt: longAgo }).save()
    await WebhookDelivery.sweep(1_000)
    const left = await deliveriesOf(asset)
    assert.deepEqual(
      left.map(({ id }) => id),
      [young.id]
    )
  })
})
