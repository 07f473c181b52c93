import { test } from '@japa/runner'
import env from '#start/env'
import { Client } from '#tests/support/chaos/client'
import { openSession } from '#tests/support/http/auth'
import { eventually } from '#tests/support/eventually'
import { hang, status } from '#tests/support/http/receiver'
import { deliveriesOf, fail, passWaits, receivingUser, reject } from '#tests/support/http/webhooks'
import { restartDatabase } from '#tests/support/services/services'
import { dyingAt, spawnWorker } from '#tests/support/services/spawn'
import { AssetFactory } from '#database/factories/asset_factory'

const PHOTOS = ['orientation-1.jpg', 'orientation-8.jpg', 'gps.jpg']

test.group('webhooks while everything fails in turn', () => {
  test('send every event at least once, in the order of each asset', async ({ assert }) => {
    const { receiver, user, webhook } = await receivingUser()
    const { accessToken } = await openSession(user)
    const client = new Client(accessToken, () => env.get('APP_URL')!)
    const factory = AssetFactory.merge({ userId: user.id }).apply('processing')
    const assets = await factory.createMany(20)
    // Each receives an event, and what comes after it may be answered by anything or nothing.
    const answers = [status(204), status(500), status(204), hang, status(429)]
    let count = 0
    receiver.answer = (...given) => answers[count++ % answers.length](...given)

    const uploads = await Promise.all(PHOTOS.map((name) => client.upload(`good/${name}`)))
    for (const asset of assets) await fail(asset)
    for (let kills = 0; kills < 3; kills++) {
      await passWaits(webhook)
      const worker = spawnWorker(dyingAt('webhook.sent'))
      assert.equal(await worker.ended, 'SIGKILL')
    }
    const worker = spawnWorker()
    for (const asset of assets) await reject(asset)
    await client.ask('DELETE', `/assets/${uploads[0]}`)
    await restartDatabase()
    await receiver.stop()
    await eventually(async () => deliveriesOf(webhook).where('attempts', '>', 0).first())
    await receiver.listen()
    receiver.answer = status(204)

    await eventually(
      async () => {
        await passWaits(webhook)
        const types = uploads.flatMap((id) => receiver.typesOf(id))
        const isPending = await deliveriesOf(webhook).where('status', 'pending').first()
        return types.length >= uploads.length && !isPending
      },
      { deadline: 120_000, interval: 500 }
    )
    for (const { id } of assets) {
      assert.deepEqual(receiver.typesOf(id), ['asset.failed', 'asset.rejected'])
    }
    assert.include(receiver.typesOf(uploads[0]), 'asset.deleted')
    const deliveries = await deliveriesOf(webhook)
    assert.isTrue(deliveries.every((delivery) => delivery.status === 'delivered'))
    const sent = new Set(receiver.received.map(({ id }) => id))
    assert.sameMembers(
      [...sent],
      deliveries.map(({ eventId }) => eventId)
    )
    assert.isAbove(receiver.received.length, sent.size)
    worker.signal('SIGTERM')
    await worker.ended
  }).timeout(300_000)
})
