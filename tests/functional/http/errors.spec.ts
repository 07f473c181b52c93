import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import HttpExceptionHandler from '#app/http/exceptions/handler'
import { appUrl } from '#config/app'

const asJson = { 'content-type': 'application/json' }

/** Sends what no well-behaved client would. */
async function send(method: string, path: string, body = '') {
  const { promise, resolve, reject } = Promise.withResolvers<Record<string, any>>()
  const url = new URL(appUrl)
  const outgoing = request({ host: url.hostname, port: url.port, method, path, headers: asJson })
  outgoing.on('error', reject).on('response', async (answer) => {
    resolve({ status: answer.statusCode, headers: answer.headers, body: await json(answer) })
  })
  outgoing.end(body)
  return promise
}

test.group('errors', () => {
  test('tell of a path that is nowhere', async ({ client, assert }) => {
    const response = await client.get('/nothing/here')
    response.assertStatus(404)
    assert.equal(response.body().errors[0].code, 'E_NOT_FOUND')
  })

  test('tell of a path that cannot be read', async ({ assert }) => {
    const { status, headers, body } = await send('GET', '/%zz')
    assert.equal(status, 400)
    assert.equal(body.errors[0].code, 'E_BAD_URL')
    assert.isNotEmpty(headers['x-request-id'])
    assert.equal(headers['x-content-type-options'], 'nosniff')
  })

  test('tell of a body that is not JSON: {$self}')
    .with(['{bad', 'bad', '{"email":}', "{'email': 1}"])
    .run(async ({ assert }, body) => {
      const answer = await send('POST', '/auth/login', body)
      assert.equal(answer.status, 400)
      assert.equal(answer.body.errors[0].code, 'E_BAD_JSON')
    })

  test('name the fields that are missing where a body is no object: {$self}')
    .with(['null', '5', '"text"', 'true', '[]', '[1]', ''])
    .run(async ({ assert }, body) => {
      const answer = await send('POST', '/auth/login', body)
      assert.equal(answer.status, 422)
      const fields = answer.body.errors.map(({ field }: { field: string }) => field)
      assert.deepEqual(fields, ['email', 'password'])
      for (const { code } of answer.body.errors) assert.equal(code, 'E_VALIDATION_FAILURE')
    })

  test('tell of a body that is too large', async ({ client, assert }) => {
    const response = await client.post('/auth/login').json({ email: 'a'.repeat(65_537) })
    response.assertStatus(413)
    assert.equal(response.body().errors[0].code, 'E_REQUEST_TOO_LARGE')
  })

  test('keep what broke to themselves', async ({ assert }) => {
    const ctx = await testUtils.createHttpContext()
    const secret = new Error('select password from users at /srv/app/models/user.js')
    await new HttpExceptionHandler().handle(secret, ctx)
    assert.equal(ctx.response.getStatus(), 500)
    const { errors } = ctx.response.getBody()
    assert.deepEqual(Object.keys(errors[0]), ['code', 'message'])
    assert.equal(errors[0].code, 'E_INTERNAL')
    assert.notMatch(JSON.stringify(errors), /select|users|srv/)
  })
})
