import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import db from '@adonisjs/lucid/services/db'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import Mail from '#app/mail/models/mail'
import Webhook from '#app/webhooks/models/webhook'
import { encryptSecret, newSecret } from '#app/webhooks/secret'
import { AssetFactory } from '#database/factories/asset_factory'
import { SECRET } from '#database/factories/webhook_factory'
import { eventually } from '#tests/support/eventually'
import { hang, type Received, Receiver, status } from '#tests/support/http/receiver'
import {
  deliveriesOf,
  fail,
  passWaits,
  receivingUser,
  reject,
  rejectedAssets,
} from '#tests/support/http/webhooks'
import { auditOf } from '#tests/support/http/auth'
import { withMailServer } from '#tests/support/services/smtp'
import { startDeliverer } from '#tests/support/services/deliverer'

const SHA256_OF_NOTHING = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
const FACTS = { status: 'ready' as const, sha256: SHA256_OF_NOTHING, width: 4, height: 3 }

function verify({ text, headers }: Received, secret = SECRET) {
  return new StandardWebhook(secret).verify(text, headers as Record<string, string>)
}

function deliveredOf(webhook: Webhook) {
  return deliveriesOf(webhook).where('status', 'delivered').first()
}

test.group('a delivery', (group) => {
  // Those that other tests left would be delivered as well, to hosts that are not there.
  group.setup(async () => {
    await db.from('webhooks').delete()
  })

  test('is the event with the asset as other answers show it, signed', async ({
    client,
    assert,
  }) => {
    const { receiver, user, webhook } = await receivingUser()
    const asset = await AssetFactory.merge({ userId: user.id }).apply('processing').create()
    await asset.merge(FACTS).save()
    startDeliverer()
    const delivery = await eventually(() => deliveredOf(webhook))
    const [received] = receiver.received
    assert.equal(received.id, delivery.eventId)
    assert.deepEqual(verify(received), received.body)
    assert.equal(received.headers['content-type'], 'application/json')
    const shown = await client.get(`/assets/${asset.id}`).loginAs(user)
    assert.deepEqual(received.body, {
      type: 'asset.ready',
      timestamp: delivery.createdAt.toUTC().toISO()!,
      data: shown.body().data,
    })
    assert.containsSubset(delivery.$attributes, { attempts: 1, responseCode: 204, error: null })
    assert.isAtLeast(delivery.milliseconds!, 0)
    await eventually(() =>
      Webhook.query().where('id', webhook.id).whereNotNull('last_success_at').first()
    )
  })

  test('of an asset that is gone shows it as it was, without urls', async ({ assert }) => {
    const { receiver, user } = await receivingUser()
    const asset = await AssetFactory.merge({ userId: user.id }).apply('processing').create()
    await asset.merge(FACTS).save()
    await new DeleteAsset().handle({ asset, origin: { actorId: null } })
    startDeliverer()
    await eventually(() => receiver.received.length === 2)
    assert.deepEqual(receiver.typesOf(asset.id), ['asset.ready', 'asset.deleted'])
    for (const { body } of receiver.received) {
      assert.containsSubset(body.data, { filename: asset.filename, status: 'ready', width: 4 })
      assert.containsSubset(body.data.urls, { original: null })
      assert.equal(body.data.createdAt, asset.createdAt.toUTC().toISO())
    }
  })

  test('is signed with the former secret too, for a day', async ({ assert }) => {
    const { receiver, user, webhook } = await receivingUser()
    const secret = newSecret()
    await db.transaction((trx) => webhook.rotateSecret(secret, trx))
    await rejectedAssets(user.id, 1)
    startDeliverer()
    await eventually(() => receiver.received.length === 1)
    assert.doesNotThrow(() => verify(receiver.received[0], secret))
    assert.doesNotThrow(() => verify(receiver.received[0]))

    await webhook.merge({ previousSecretUntil: DateTime.utc().minus({ seconds: 1 }) }).save()
    await rejectedAssets(user.id, 1)
    await eventually(() => receiver.received.length === 2)
    assert.doesNotThrow(() => verify(receiver.received[1], secret))
    assert.throws(() => verify(receiver.received[1]))
  })

  test('says so if another APP_KEY encrypted the secret', async ({ assert }) => {
    const { receiver, user, webhook } = await receivingUser()
    await webhook.merge({ secret: encryptSecret('another', SECRET) }).save()
    await rejectedAssets(user.id, 1)
    startDeliverer()
    const delivery = await eventually(() => deliveriesOf(webhook).where('attempts', 1).first())
    assert.match(delivery.error!, /APP_KEY/)
    assert.isEmpty(receiver.received)
  })

  test('comes again with the same id when it is redelivered', async ({ client, assert }) => {
    const { receiver, user, webhook } = await receivingUser()
    await rejectedAssets(user.id, 1)
    startDeliverer()
    const delivery = await eventually(() => deliveredOf(webhook))
    const path = `/webhooks/${webhook.id}/deliveries/${delivery.id}/redeliver`
    await client.post(path).loginAs(user)
    await eventually(() => receiver.received.length === 2)
    assert.equal(receiver.received[1].id, receiver.received[0].id)
  })

  test('is made of a test event', async ({ client, assert }) => {
    const { receiver, user, webhook } = await receivingUser({ events: ['asset.failed'] })
    await client.post(`/webhooks/${webhook.id}/test`).loginAs(user)
    startDeliverer()
    const received = await eventually(() => receiver.received[0])
    assert.deepEqual(verify(received), received.body)
    assert.equal(received.body.type, 'webhook.test')
    assert.containsSubset(received.body.data, { status: 'ready', urls: { original: null } })
  })
})

test.group('a delivery that fails', () => {
  for (const [what, answer, code, error] of [
    ['an error', status(500), 500, 'The receiver answered 500.'],
    ['a redirect', status(302, { location: '/' }), 302, 'The receiver answered 302, and redirects'],
  ] as const) {
    test(`with ${what} is retried after 5 s, then after twice as long`, async ({ assert }) => {
      const { receiver, user, webhook } = await receivingUser()
      receiver.answer = answer
      await rejectedAssets(user.id, 1)
      startDeliverer()
      for (const [attempts, seconds] of [
        [1, 5],
        [2, 10],
        [3, 20],
      ]) {
        const tried = await eventually(() => deliveriesOf(webhook).where({ attempts }).first())
        assert.containsSubset(tried.$attributes, { status: 'pending', responseCode: code })
        assert.include(tried.error!, error)
        const wait = tried.nextAttemptAt.diff(tried.attemptedAt!).as('seconds')
        assert.approximately(wait, seconds, 0.01)
        await passWaits(webhook)
      }
      receiver.answer = status(200)
      await passWaits(webhook)
      await eventually(() => deliveredOf(webhook))
      const ids = new Set(receiver.received.map(({ id }) => id))
      assert.equal(ids.size, 1)
    })
  }

  test('because nobody answers keeps the later events of its asset waiting, and no other', async ({
    assert,
  }) => {
    const { receiver, user, webhook } = await receivingUser()
    const asset = await AssetFactory.merge({ userId: user.id }).apply('processing').create()
    await fail(asset)
    receiver.answer = (response, { body }) =>
      response.writeHead(body.type === 'asset.failed' ? 503 : 200).end()
    startDeliverer()
    await eventually(() => deliveriesOf(webhook).where('attempts', 1).first())
    await reject(asset)
    const [other] = await rejectedAssets(user.id, 1)
    await eventually(() => receiver.typesOf(other.id).length === 1)
    assert.deepEqual(receiver.typesOf(asset.id), ['asset.failed'])
    const [first, second] = await deliveriesOf(webhook)
    assert.isTrue(second.nextAttemptAt >= first.nextAttemptAt)

    receiver.answer = status(200)
    await passWaits(webhook)
    await eventually(() => receiver.typesOf(asset.id).length === 2)
    assert.deepEqual(receiver.typesOf(asset.id), ['asset.failed', 'asset.rejected'])
  })

  test('is tried for the last time after three days, and turns its webhook off', async ({
    assert,
  }) => {
    await withMailServer()
    const { receiver, user, webhook } = await receivingUser()
    receiver.answer = status(500)
    await rejectedAssets(user.id, 1)
    const almost = DateTime.utc().minus({ days: 3 }).plus({ minutes: 10 })
    await deliveriesOf(webhook).update({ pendingSince: almost, attempts: 30 })
    await webhook.merge({ enabledAt: almost }).save()
    startDeliverer()
    const last = await eventually(() => deliveriesOf(webhook).where('attempts', 31).first())
    assert.equal(last.status, 'pending')
    const end = almost.plus({ days: 3 })
    assert.equal(last.nextAttemptAt.toMillis(), end.toMillis())

    const longAgo = DateTime.utc().minus({ days: 3, seconds: 1 })
    await webhook.merge({ enabledAt: longAgo }).save()
    await deliveriesOf(webhook).update({ pendingSince: longAgo, nextAttemptAt: longAgo })
    const givenUp = await eventually(() => deliveriesOf(webhook).where('status', 'failed').first())
    assert.equal(givenUp.attempts, 32)
    const [entry] = await eventually(async () => {
      const entries = await auditOf(webhook.id)
      return entries.length > 0 ? entries : null
    })
    assert.equal(entry.action, 'webhook.turned_off')
    const mail = await Mail.findByOrFail({ userId: user.id })
    assert.equal(mail.recipient, user.email)
    assert.equal(mail.message!.subject, 'A webhook was turned off')
    await webhook.refresh()
    assert.isNotNull(webhook.disabledAt)
  })

  test('leaves its webhook on if another one succeeded meanwhile', async ({ assert }) => {
    const lastSuccessAt = DateTime.utc().minus({ days: 1 })
    const longAgo = DateTime.utc().minus({ days: 4 })
    const { receiver, user, webhook } = await receivingUser({ lastSuccessAt, enabledAt: longAgo })
    receiver.answer = status(500)
    await rejectedAssets(user.id, 1)
    await deliveriesOf(webhook).update({ pendingSince: longAgo })
    startDeliverer()
    await eventually(() => deliveriesOf(webhook).where('status', 'failed').first())
    await webhook.refresh()
    assert.isNull(webhook.disabledAt)
  })
})

test.group('a webhook', () => {
  test('that is off is sent nothing, and what waited when it is on again', async ({ assert }) => {
    const { receiver, user, webhook } = await receivingUser()
    await rejectedAssets(user.id, 1)
    await webhook.merge({ disabledAt: DateTime.utc() }).save()
    await rejectedAssets(user.id, 1)
    const other = await receivingUser()
    await rejectedAssets(other.user.id, 1)
    startDeliverer()
    await eventually(() => other.receiver.received.length === 1)
    assert.isEmpty(receiver.received)
    await webhook.merge({ disabledAt: null }).save()
    await eventually(() => receiver.received.length === 1)
    assert.lengthOf(await deliveriesOf(webhook).where('status', 'skipped'), 1)
  })

  test('of a disabled account is sent nothing until the account is enabled', async ({ assert }) => {
    const { receiver, user } = await receivingUser()
    await user.merge({ disabledAt: DateTime.utc() }).save()
    await rejectedAssets(user.id, 1)
    const other = await receivingUser()
    await rejectedAssets(other.user.id, 1)
    startDeliverer()
    await eventually(() => other.receiver.received.length === 1)
    assert.isEmpty(receiver.received)
    await user.merge({ disabledAt: null }).save()
    await eventually(() => receiver.received.length === 1)
  })

  test('whose receiver was down gets everything, once each by its id', async ({ assert }) => {
    const { receiver, user, webhook } = await receivingUser()
    await receiver.stop()
    const assets = await rejectedAssets(user.id, 30)
    startDeliverer()
    await eventually(async () => {
      const untried = await deliveriesOf(webhook).where('attempts', 0)
      return untried.length === 0
    })
    await webhook.refresh()
    assert.isTrue(webhook.isSlow)
    await receiver.listen()
    await passWaits(webhook)
    await eventually(() => receiver.received.length === 30)
    const received = new Map(receiver.received.map(({ id, body }) => [id, body.data.id]))
    assert.sameMembers(
      [...received.values()],
      assets.map(({ id }) => id)
    )
  })

  test('has four attempts at once at most', async ({ assert }) => {
    const { receiver, user } = await receivingUser()
    const waiting: (() => void)[] = []
    receiver.answer = (response) => waiting.push(() => response.writeHead(204).end())
    await rejectedAssets(user.id, 12)
    startDeliverer()
    await eventually(async () => {
      if (waiting.length === 4) for (const answer of waiting.splice(0)) answer()
      return receiver.received.length === 12
    })
    for (const answer of waiting) answer()
    assert.equal(receiver.peak, 4)
  })

  test('gets its deliveries while twenty others hang', async ({ assert }) => {
    const silent = await Receiver.start()
    silent.answer = hang
    const { receiver, user } = await receivingUser()
    for (let count = 0; count < 20; count++) {
      const other = await receivingUser()
      await other.webhook.merge({ url: silent.url, isSlow: true }).save()
      await rejectedAssets(other.user.id, 4)
    }
    startDeliverer()
    await eventually(() => silent.received.length === 16)
    const assets = await rejectedAssets(user.id, 10)
    await eventually(() => receiver.received.length === assets.length)
    assert.equal(silent.peak, 16)
    await silent.stop()
  })
})
