import { test } from '@japa/runner'
import Webhook from '#app/webhooks/models/webhook'
import WebhookDelivery from '#app/webhooks/models/webhook_delivery'
import { decryptSecret } from '#app/webhooks/secret'
import { UserFactory } from '#database/factories/user_factory'
import { WebhookDeliveryFactory, WebhookFactory } from '#database/factories/webhook_factory'
import { auditOf } from '#tests/support/http/auth'

const NEW = { url: 'https://example.org/hook', events: ['asset.ready', 'asset.deleted'] }

async function owned(attributes: Partial<Webhook> = {}) {
  const user = await UserFactory.create()
  const webhook = await WebhookFactory.merge({ userId: user.id, ...attributes }).create()
  return { user, webhook }
}

async function actionsOf(id: string) {
  const entries = await auditOf(id)
  return entries.map(({ action }) => action)
}

test.group('POST /webhooks', () => {
  test('adds a webhook and shows its secret', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const body = { ...NEW, description: 'Our shop' }
    const response = await client.post('/webhooks').json(body).loginAs(user)
    response.assertStatus(201)
    const { id, secret, ...shown } = response.body().data
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    assert.containsSubset(shown, { ...body, disabledAt: null, lastSuccessAt: null })

    const webhook = await Webhook.findOrFail(id)
    assert.equal(webhook.userId, user.id)
    assert.notInclude(webhook.secret, secret)
    assert.equal(decryptSecret(id, webhook.secret), secret)
    assert.deepEqual(await actionsOf(id), ['webhook.created'])
  })

  for (const [what, change] of [
    ['a url that is none', { url: 'example' }],
    ['a url of another protocol', { url: 'ftp://example.org/' }],
    ['a url with a password', { url: 'https://ann:secret@example.org/' }],
    ['a url that is too long', { url: `https://example.org/${'x'.repeat(2_000)}` }],
    ['no event', { events: [] }],
    ['an unknown event', { events: ['asset.moved'] }],
    ['an event twice', { events: ['asset.ready', 'asset.ready'] }],
    ['a long description', { description: 'x'.repeat(201) }],
    ['no url', { url: undefined }],
  ] as const) {
    test(`answers 422 to ${what}`, async ({ client, assert }) => {
      const user = await UserFactory.create()
      const response = await client
        .post('/webhooks')
        .json({ ...NEW, ...change })
        .loginAs(user)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, 'E_VALIDATION_FAILURE')
      assert.isEmpty(await Webhook.findManyBy({ userId: user.id }))
    })
  }

  test('answers 409 beyond twenty, however many come at once', async ({ client, assert }) => {
    const user = await UserFactory.create()
    await WebhookFactory.merge({ userId: user.id }).createMany(18)
    const add = async () => client.post('/webhooks').json(NEW).loginAs(user)
    const responses = await Promise.all(Array.from({ length: 6 }, add))
    const codes = responses.map((response) => response.status()).sort()
    assert.deepEqual(codes, [201, 201, 409, 409, 409, 409])
    const refused = responses.find((response) => response.status() === 409)!
    assert.equal(refused.body().errors[0].code, 'E_TOO_MANY_WEBHOOKS')
    assert.lengthOf(await Webhook.findManyBy({ userId: user.id }), 20)
  })
})

test.group('GET /webhooks', () => {
  test('lists the caller’s webhooks without their secrets, newest first', async ({
    client,
    assert,
  }) => {
    const { user, webhook } = await owned()
    await owned()
    const newer = await WebhookFactory.merge({ userId: user.id }).create()
    const first = await client.get('/webhooks').qs({ limit: 1 }).loginAs(user)
    assert.equal(first.body().data[0].id, newer.id)
    assert.notProperty(first.body().data[0], 'secret')
    const { nextCursor: cursor } = first.body().metadata
    const second = await client.get('/webhooks').qs({ limit: 1, cursor }).loginAs(user)
    assert.deepEqual(
      second.body().data.map(({ id }: Webhook) => id),
      [webhook.id]
    )
    assert.isNull(second.body().metadata.nextCursor)
  })

  test('shows one', async ({ client, assert }) => {
    const { user, webhook } = await owned()
    const response = await client.get(`/webhooks/${webhook.id}`).loginAs(user)
    response.assertStatus(200)
    assert.containsSubset(response.body().data, { id: webhook.id, url: webhook.url })
    assert.notProperty(response.body().data, 'secret')
  })
})

test.group('PATCH /webhooks/:id', () => {
  test('changes what is named and nothing else', async ({ client, assert }) => {
    const { user, webhook } = await owned({ description: 'Before' })
    const change = { events: ['asset.failed'], description: null }
    const response = await client.patch(`/webhooks/${webhook.id}`).json(change).loginAs(user)
    response.assertStatus(200)
    assert.containsSubset(response.body().data, { ...change, url: webhook.url })
    await webhook.refresh()
    assert.containsSubset(webhook.$attributes, change)
    assert.deepEqual(await actionsOf(webhook.id), ['webhook.changed'])
  })

  test('turns it off and on', async ({ client, assert }) => {
    const { user, webhook } = await owned({ isSlow: true })
    const path = `/webhooks/${webhook.id}`
    const off = await client.patch(path).json({ disabled: true }).loginAs(user)
    assert.isNotNull(off.body().data.disabledAt)
    const again = await client.patch(path).json({ disabled: true }).loginAs(user)
    assert.equal(again.body().data.disabledAt, off.body().data.disabledAt)

    const on = await client.patch(path).json({ disabled: false }).loginAs(user)
    assert.isNull(on.body().data.disabledAt)
    const before = webhook.enabledAt
    await webhook.refresh()
    assert.isTrue(!before || webhook.enabledAt > before)
    assert.isFalse(webhook.isSlow)
  })

  test('answers 422 to a wrong url', async ({ client, assert }) => {
    const { user, webhook } = await owned()
    const response = await client.patch(`/webhooks/${webhook.id}`).json({ url: 'x' }).loginAs(user)
    response.assertStatus(422)
    const { url } = await Webhook.findOrFail(webhook.id)
    assert.equal(url, webhook.url)
  })
})

test.group('DELETE /webhooks/:id', () => {
  test('deletes it with its deliveries, once', async ({ client, assert }) => {
    const { user, webhook } = await owned()
    await WebhookDeliveryFactory.merge({ webhookId: webhook.id }).createMany(2)
    const path = `/webhooks/${webhook.id}`
    const response = await client.delete(path).loginAs(user)
    response.assertStatus(204)
    assert.isNull(await Webhook.find(webhook.id))
    assert.isEmpty(await WebhookDelivery.findManyBy({ webhookId: webhook.id }))
    assert.deepEqual(await actionsOf(webhook.id), ['webhook.deleted'])
    const repeated = await client.delete(path).loginAs(user)
    repeated.assertStatus(404)
  })
})

test.group('POST /webhooks/:id/rotate', () => {
  test('shows another secret, and keeps the former one for a day', async ({ client, assert }) => {
    const { user, webhook } = await owned()
    const response = await client.post(`/webhooks/${webhook.id}/rotate`).loginAs(user)
    response.assertStatus(200)
    const { secret, previousSecretUntil } = response.body().data
    const former = webhook.secret
    await webhook.refresh()
    assert.equal(decryptSecret(webhook.id, webhook.secret), secret)
    assert.equal(webhook.previousSecret, former)
    const hours = (Date.parse(previousSecretUntil) - Date.now()) / 3_600_000
    assert.approximately(hours, 24, 0.1)
    assert.deepEqual(await actionsOf(webhook.id), ['webhook.secret_rotated'])
  })
})

test.group('POST /webhooks/:id/test', () => {
  test('queues a test event', async ({ client, assert }) => {
    const { user, webhook } = await owned()
    const response = await client.post(`/webhooks/${webhook.id}/test`).loginAs(user)
    response.assertStatus(202)
    const { id } = response.body().data
    assert.containsSubset(response.body().data, { type: 'webhook.test', status: 'pending' })
    const delivery = await WebhookDelivery.findOrFail(id)
    assert.equal(delivery.webhookId, webhook.id)
  })
})

test.group('the deliveries of a webhook', () => {
  test('are listed newest first, by status', async ({ client, assert }) => {
    const { user, webhook } = await owned()
    const result = { attempts: 1, responseCode: 200, milliseconds: 12 }
    const older = await WebhookDeliveryFactory.merge({
      ...{ webhookId: webhook.id, status: 'delivered' as const, ...result },
    }).create()
    await WebhookDeliveryFactory.merge({ webhookId: webhook.id }).create()
    const path = `/webhooks/${webhook.id}/deliveries`
    const all = await client.get(path).loginAs(user)
    assert.lengthOf(all.body().data, 2)
    const delivered = await client.get(path).qs({ status: 'delivered' }).loginAs(user)
    assert.lengthOf(delivered.body().data, 1)
    assert.containsSubset(delivered.body().data[0], {
      ...{ id: older.id, eventId: older.eventId, status: 'delivered', nextAttemptAt: null },
      ...result,
    })
    const wrong = await client.get(path).qs({ status: 'lost' }).loginAs(user)
    wrong.assertStatus(422)
  })

  test('are sent again one by one', async ({ client, assert }) => {
    const { user, webhook } = await owned()
    const delivery = await WebhookDeliveryFactory.merge({
      ...{ webhookId: webhook.id, status: 'failed', attempts: 40 },
    }).create()
    const path = `/webhooks/${webhook.id}/deliveries/${delivery.id}/redeliver`
    for (let time = 0; time < 2; time++) {
      const response = await client.post(path).loginAs(user)
      response.assertStatus(202)
      assert.containsSubset(response.body().data, { status: 'pending', eventId: delivery.eventId })
    }
    await delivery.refresh()
    assert.containsSubset(delivery.$attributes, { status: 'pending', attempts: 0 })
  })

  test('are not found by the id of another webhook', async ({ client }) => {
    const { user, webhook } = await owned()
    const other = await WebhookFactory.merge({ userId: user.id }).create()
    const delivery = await WebhookDeliveryFactory.merge({ webhookId: other.id }).create()
    const path = `/webhooks/${webhook.id}/deliveries/${delivery.id}/redeliver`
    const response = await client.post(path).loginAs(user)
    response.assertStatus(404)
  })

  test('are replayed since a moment', async ({ client, assert }) => {
    const { user, webhook } = await owned()
    const statuses = ['delivered', 'skipped', 'failed', 'delivered'] as const
    const rows = statuses.map((status) => ({ webhookId: webhook.id, status }))
    const [old, ...young] = await WebhookDeliveryFactory.merge(rows).createMany(4)
    await old.merge({ createdAt: old.createdAt.minus({ hours: 2 }) }).save()
    const since = old.createdAt.plus({ hours: 1 }).toISO()
    const response = await client
      .post(`/webhooks/${webhook.id}/replay`)
      .json({ since })
      .loginAs(user)
    response.assertStatus(202)
    assert.deepEqual(response.body().data, { deliveries: 3 })
    const find = async (id: string) => WebhookDelivery.findOrFail(id)
    for (const { id } of young) assert.containsSubset(await find(id), { status: 'pending' })
    assert.containsSubset(await find(old.id), { status: 'delivered' })
  })

  test('are not replayed since what is no moment', async ({ client }) => {
    const { user, webhook } = await owned()
    for (const since of ['yesterday', undefined, 12]) {
      const path = `/webhooks/${webhook.id}/replay`
      const response = await client.post(path).json({ since }).loginAs(user)
      response.assertStatus(422)
    }
  })
})
