import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { sendRaw } from '#tests/support/http/raw_request'

const JSON_TYPE = { 'content-type': 'application/json' }
const wrongSignIn = JSON.stringify({ email: 'ada@example.org', password: 'not the password' })

function signIn(body: string | Buffer, headers: Record<string, string> = {}) {
  return sendRaw('POST', '/auth/login', { body, headers: { ...JSON_TYPE, ...headers } })
}

test.group('a JSON body', () => {
  test('that is not JSON is refused: {$self}')
    .with(['{bad', 'bad', '{"email":}', "{'email': 1}", '{"__proto__": {"role": "ADMIN"}}'])
    .run(async ({ assert }, body) => {
      const answer = await signIn(body)
      assert.equal(answer.status, 400)
      assert.equal(answer.body.errors[0].code, 'E_BAD_JSON')
    })

  test('nested {0} levels deep is refused')
    .with([[33], [15_000], [30_000]])
    .run(async ({ assert }, [levels]) => {
      const answer = await signIn('['.repeat(levels) + ']'.repeat(levels))
      assert.equal(answer.status, 400)
      assert.equal(answer.body.errors[0].code, 'E_BAD_JSON')
    })

  test('that is no object lacks every field: {$self}')
    .with(['null', '5', '"text"', 'true', '[]', '[1]', ''])
    .run(async ({ assert }, body) => {
      const answer = await signIn(body)
      assert.equal(answer.status, 422)
      const fields = answer.body.errors.map(({ field }: { field: string }) => field)
      assert.deepEqual(fields, ['email', 'password'])
      for (const { code } of answer.body.errors) assert.equal(code, 'E_VALIDATION_FAILURE')
    })

  test('with half a surrogate pair is validated as any other text', async ({ assert }) => {
    const answer = await signIn('{"email": "\\ud800@example.org", "password": "\\udfff"}')
    assert.equal(answer.status, 422)
    assert.equal(answer.body.errors[0].field, 'email')
  })

  test('with a NUL character is refused by the name of the field', async ({ assert }) => {
    const answer = await signIn('{"email": "ada@example.org", "password": "\\u0000"}')
    assert.equal(answer.status, 422)
    assert.equal(answer.body.errors[0].field, 'password')
  })

  test('over 64 kB is refused with the limit in the message', async ({ assert }) => {
    const answer = await signIn(JSON.stringify({ email: 'a'.repeat(64_000) }))
    assert.equal(answer.status, 413)
    assert.equal(answer.body.errors[0].code, 'E_REQUEST_TOO_LARGE')
    assert.include(answer.body.errors[0].message, 'up to 64 kB')
  })

  test('over 64 kB once inflated is refused', async ({ assert }) => {
    const body = gzipSync(JSON.stringify({ email: 'a'.repeat(1_000_000) }))
    const answer = await signIn(body, { 'content-encoding': 'gzip' })
    assert.equal(answer.status, 413)
  })

  test('compressed by {0} is read')
    .with([
      ['gzip', gzipSync(wrongSignIn)],
      ['deflate', deflateSync(wrongSignIn)],
      ['br', brotliCompressSync(wrongSignIn)],
      ['identity', Buffer.from(wrongSignIn)],
    ] as [string, Buffer][])
    .run(async ({ assert }, [encoding, body]) => {
      const answer = await signIn(body, { 'content-encoding': encoding })
      assert.equal(answer.status, 401)
    })

  test('that is not compressed by {$self}, as it says, is refused')
    .with(['gzip', 'deflate', 'br'])
    .run(async ({ assert }, encoding) => {
      const answer = await signIn(wrongSignIn, { 'content-encoding': encoding })
      assert.equal(answer.status, 400)
      assert.equal(answer.body.errors[0].code, 'E_BAD_JSON')
    })

  test('in an unknown encoding is refused: {$self}')
    .with(['xyz', 'gzip, br', 'constructor'])
    .run(async ({ assert }, encoding) => {
      const answer = await signIn(wrongSignIn, { 'content-encoding': encoding })
      assert.equal(answer.status, 415)
      assert.equal(answer.body.errors[0].code, 'E_UNSUPPORTED_MEDIA_TYPE')
    })
})

test.group('a body of another type', () => {
  test('is refused: {$self}')
    .with([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'text/json',
    ])
    .run(async ({ assert }, type) => {
      const answer = await signIn(wrongSignIn, { 'content-type': type })
      assert.equal(answer.status, 415)
      assert.equal(answer.body.errors[0].code, 'E_UNSUPPORTED_MEDIA_TYPE')
    })

  test('is refused without a type', async ({ assert }) => {
    const answer = await sendRaw('POST', '/auth/login', { body: wrongSignIn })
    assert.equal(answer.status, 415)
  })

  test('is no body where it is empty', async ({ assert }) => {
    const headers = { 'content-type': 'text/plain', 'content-length': '0' }
    const answer = await sendRaw('POST', '/auth/logout', { headers })
    assert.equal(answer.status, 401)
  })

  test('in JSON with a character set is read', async ({ assert }) => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const answer = await signIn(wrongSignIn, headers)
    assert.equal(answer.status, 401)
  })
})

test.group('a method that a path does not have', () => {
  test('is answered with those that it has: {0} {1}')
    .with([
      ['GET', '/auth/login', 'POST'],
      ['PATCH', '/auth/me', 'GET, HEAD, DELETE'],
      ['POST', '/assets/01900000-0000-7000-8000-000000000000', 'GET, HEAD, PATCH, DELETE'],
      ['POST', '/events', 'GET'],
      ['PATCH', '/', 'GET, HEAD'],
    ] as [string, string, string][])
    .run(async ({ assert }, [method, path, allow]) => {
      const answer = await sendRaw(method, path)
      assert.equal(answer.status, 405)
      assert.equal(answer.headers.allow, allow)
      assert.equal(answer.body.errors[0].code, 'E_METHOD_NOT_ALLOWED')
    })

  test('is 404 where the path is nowhere', async ({ assert }) => {
    const answer = await sendRaw('POST', '/nothing/here')
    assert.equal(answer.status, 404)
    assert.isUndefined(answer.headers.allow)
  })
})

test.group('an id in a path', () => {
  test('that is no UUID is 404: {$self}')
    .with(['zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz', 'ABCDEFGH-0000-7000-8000-000000000000', '1'])
    .run(async ({ client }, id) => {
      const response = await client.get(`/assets/${id}`)
      response.assertStatus(404)
    })
})
