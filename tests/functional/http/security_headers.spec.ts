import { test } from '@japa/runner'

test.group('security headers', () => {
  test('stand on {$self}')
    .with(['/', '/auth/me', '/nothing/here'])
    .run(async ({ client, assert }, path) => {
      const response = await client.get(path)
      const headers = response.headers()
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['x-frame-options'], 'DENY')
      assert.equal(headers['referrer-policy'], 'no-referrer')
      assert.equal(headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'")
      assert.notExists(headers['strict-transport-security'])
    })

  test('open the application to no foreign page', async ({ client, assert }) => {
    const response = await client
      .options('/auth/login')
      .header('origin', 'https://elsewhere.example.org')
      .header('access-control-request-method', 'POST')
    assert.notExists(response.header('access-control-allow-origin'))
  })

  test('leave answers out of every cache', async ({ client }) => {
    const response = await client.get('/')
    response.assertHeader('cache-control', 'no-store')
  })
})
