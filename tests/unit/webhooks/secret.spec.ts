import { v7 } from 'uuid'
import { test } from '@japa/runner'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { decryptSecret, encryptSecret, newSecret, signatures } from '#app/webhooks/secret'

const BODY = '{"type":"asset.ready","data":{"filename":"Sommer – Käse.jpg"}}'

function headersOf(secrets: string[]) {
  const [id, seconds] = [v7(), Math.floor(Date.now() / 1_000)]
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures(secrets, id, seconds, BODY),
  }
}

test.group('a webhook signature', () => {
  test('is verified by the reference library', ({ assert }) => {
    const secret = newSecret()
    const verified = new StandardWebhook(secret).verify(BODY, headersOf([secret]))
    assert.deepEqual(verified, JSON.parse(BODY))
  })

  test('is refused for another secret, body or id', ({ assert }) => {
    const secret = newSecret()
    const headers = headersOf([secret])
    assert.throws(() => new StandardWebhook(newSecret()).verify(BODY, headers))
    assert.throws(() => new StandardWebhook(secret).verify(`${BODY} `, headers))
    const other = { ...headers, 'webhook-id': v7() }
    assert.throws(() => new StandardWebhook(secret).verify(BODY, other))
  })

  test('is there for each of two secrets', ({ assert }) => {
    const secrets = [newSecret(), newSecret()]
    const headers = headersOf(secrets)
    for (const secret of secrets) {
      assert.doesNotThrow(() => new StandardWebhook(secret).verify(BODY, headers))
    }
  })
})

test.group('a stored secret', () => {
  test('is encrypted, and for its own webhook only', ({ assert }) => {
    const [id, secret] = [v7(), newSecret()]
    const stored = encryptSecret(id, secret)
    assert.notInclude(stored, secret)
    assert.equal(decryptSecret(id, stored), secret)
    assert.isNull(decryptSecret(v7(), stored))
  })
})
