import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import HttpExceptionHandler from '#app/http/exceptions/handler'
import { sendRaw } from '#tests/support/http/raw_request'

test.group('errors', () => {
  test('tell of a path that is nowhere', async ({ client, assert }) => {
    const response = await client.get('/nothing/here')
    response.assertStatus(404)
    assert.equal(response.body().errors[0].code, 'E_NOT_FOUND')
  })

  test('tell of a path that cannot be read', async ({ assert }) => {
    const { status, headers, body } = await sendRaw('GET', '/%zz')
    assert.equal(status, 400)
    assert.equal(body.errors[0].code, 'E_BAD_URL')
    assert.isNotEmpty(headers['x-request-id'])
    assert.equal(headers['x-content-type-options'], 'nosniff')
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
