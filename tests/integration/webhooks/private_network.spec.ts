import { test } from '@japa/runner'
import { openSession } from '#tests/support/http/auth'
import { eventually } from '#tests/support/eventually'
import { deliveriesOf, receivingUser, rejectedAssets } from '#tests/support/http/webhooks'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'

const PUBLIC_ONLY = { WEBHOOKS_ALLOW_PRIVATE: 'false' }

test.group('without WEBHOOKS_ALLOW_PRIVATE', () => {
  test('a worker connects to no private address', async ({ assert }) => {
    const { receiver, user, webhook } = await receivingUser()
    await rejectedAssets(user.id, 1)
    spawnWorker(PUBLIC_ONLY)
    const delivery = await eventually(() => deliveriesOf(webhook).where('attempts', 1).first(), {
      deadline: 30_000,
    })
    assert.equal(delivery.error, 'The receiver has a private or special address.')
    assert.isEmpty(receiver.received)
  })

  test('the API adds no webhook with a private address', async ({ assert }) => {
    const { accessToken } = await openSession()
    const server = await spawnServer(PUBLIC_ONLY)
    const headers = { 'authorization': `Bearer ${accessToken}`, 'content-type': 'application/json' }
    for (const host of ['127.0.0.1', '[::1]', '169.254.169.254', '0x7f.1']) {
      const body = JSON.stringify({ url: `http://${host}/`, events: ['asset.ready'] })
      const response = await fetch(`${server.url}/webhooks`, { method: 'POST', headers, body })
      assert.equal(response.status, 422, host)
      const { errors } = (await response.json()) as { errors: object[] }
      assert.containsSubset(errors[0], { field: 'url', rule: 'publicAddress' })
    }
  })
})
