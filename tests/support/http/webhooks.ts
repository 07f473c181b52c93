import db from '@adonisjs/lucid/services/db'
import type Asset from '#app/assets/models/asset'
import type Webhook from '#app/webhooks/models/webhook'
import WebhookDelivery from '#app/webhooks/models/webhook_delivery'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { WebhookFactory } from '#database/factories/webhook_factory'
import { Receiver } from '#tests/support/http/receiver'

const REASON = { code: 'E_X', message: 'It is damaged.' }

/** A receiver, a user, and a webhook that sends the user's events there. */
export async function receivingUser(attributes: Partial<Webhook> = {}) {
  const receiver = await Receiver.start()
  const user = await UserFactory.merge({ usedBytes: 1e9, usedAssets: 1_000 }).create()
  const values = { userId: user.id, url: receiver.url, ...attributes }
  const webhook = await WebhookFactory.merge(values).create()
  return { receiver, user, webhook }
}

/** Assets of the user that were rejected, each of which is an event. */
export async function rejectedAssets(userId: string, count: number) {
  const assets = await AssetFactory.merge({ userId }).apply('processing').createMany(count)
  for (const asset of assets) await reject(asset)
  return assets
}

/** Events of one asset, one after the other. */
export function fail(asset: Asset) {
  return db.transaction((trx) => asset.markFailed(REASON, trx))
}

export function reject(asset: Asset) {
  return db.transaction((trx) => asset.markRejected(REASON, trx))
}

/** Lets the time of every retry come. */
export async function passWaits(webhook: Webhook) {
  await WebhookDelivery.query()
    .where({ webhookId: webhook.id, status: 'pending' })
    .update({ nextAttemptAt: db.raw('now()') })
}

/** The deliveries of a webhook in the order of their events. */
export function deliveriesOf(webhook: Webhook) {
  return WebhookDelivery.query().where('webhook_id', webhook.id).orderBy('sequence')
}
