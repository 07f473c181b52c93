import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import storage from '#config/storage'
import { DiskStore } from '#app/storage/disk_store'
import { eventually } from '#tests/support/eventually'
import { beginSending, send, sendChunked } from '#tests/support/http/signed_requests'
import { StoreBench } from './contract/store_bench.js'

const partials = () => readdir(join(storage.disk.root, '.partial'))
const PHOTO = { contentType: 'image/jpeg', disposition: 'inline', ttlSeconds: 60 } as const

test.group('Signed urls of the disk store', (group) => {
  let bench: StoreBench
  group.setup(async () => {
    bench = new StoreBench(await app.container.make(DiskStore))
    return () => bench.clear()
  })

  test('answer a refusal as every other call does', async ({ assert }) => {
    const { key, body, sealed } = await bench.presignedPut()
    const expired = await bench.presignedPut({ ttlSeconds: 0 })
    const digest = await bench.presignedPut({ sha256: 'AAAA' })
    const png = { ...sealed, headers: { 'content-type': 'image/png' } }

    for (const [status, code, answer] of [
      [403, 'E_SIGNATURE_INVALID', send({ ...sealed, url: `${sealed.url}0` }, body)],
      [403, 'E_URL_EXPIRED', send(expired.sealed, expired.body)],
      [403, 'E_CONTENT_TYPE_MISMATCH', send(png, body)],
      [400, 'E_LENGTH_MISMATCH', send(sealed, body.subarray(1))],
      [411, 'E_LENGTH_REQUIRED', sendChunked(sealed, body)],
      [400, 'E_DIGEST_MISMATCH', send(digest.sealed, digest.body)],
      [404, 'E_OBJECT_MISSING', send({ url: await bench.store.presignGet(key, PHOTO) })],
    ] as const) {
      const { status: given, bytes } = await answer
      const { errors } = JSON.parse(String(bytes))
      assert.equal(given, status)
      assert.equal(errors[0].code, code)
      assert.isNotEmpty(errors[0].message)
    }
  })

  test('say that the object is there', async ({ assert }) => {
    const { body, sealed } = await bench.presignedPut()
    await send(sealed, body)
    const { status, bytes } = await send(sealed, body)
    assert.equal(status, 412)
    assert.equal(JSON.parse(String(bytes)).errors[0].code, 'E_OBJECT_EXISTS')
  })

  test('take the bytes of one request at a time', async ({ assert }) => {
    const { key, body, sealed } = await bench.presignedPut({ body: randomBytes(1_000_000) })
    const first = await beginSending(sealed, body)
    const { status, bytes } = await send(sealed, body)
    assert.equal(status, 503)
    assert.equal(JSON.parse(String(bytes)).errors[0].code, 'E_UPLOAD_IN_PROGRESS')
    assert.equal(await first.finish(), 200)
    assert.isNotNull(await bench.store.head(key))
  })

  test('leave no partial file of an upload that is cut or refused', async ({ assert }) => {
    const { body, sealed } = await bench.presignedPut({ body: randomBytes(5_000_000) })
    const wrong = await bench.presignedPut({ sha256: 'AAAA' })

    const { cut } = await beginSending(sealed, body)
    await eventually(() => partials().then(({ length }) => length === 1))
    await cut()
    await send(wrong.sealed, wrong.body)

    await eventually(() => partials().then(({ length }) => length === 0))
    assert.isNull(await bench.store.head(wrong.key))
  })

  test('take a body of any type as it is, JSON too', async ({ assert }) => {
    const body = Buffer.from('{ not JSON at all'.padEnd(100_000))
    const { key, sealed } = await bench.presignedPut({ body, contentType: 'application/json' })
    const { status } = await send(sealed, body)
    assert.equal(status, 200)
    assert.isTrue(body.equals(await bench.bytesOf(key)))
  })

  test('may be used by a page of any origin', async ({ assert }) => {
    const { body, sealed } = await bench.presignedPut()
    const origin = 'https://photos.example.org'
    const preflight = await send({
      method: 'OPTIONS',
      url: sealed.url,
      headers: { origin, 'access-control-request-method': 'PUT' },
    })
    assert.equal(preflight.status, 204)
    assert.equal(preflight.headers['access-control-allow-origin'], '*')
    assert.match(String(preflight.headers['access-control-allow-methods']), /PUT/)
    assert.equal(preflight.headers['access-control-allow-headers'], '*')

    const wrong = await send({ ...sealed, url: `${sealed.url}0`, headers: { origin } }, body)
    const right = await send({ ...sealed, headers: { ...sealed.headers, origin } }, body)
    for (const { headers } of [wrong, right]) {
      assert.equal(headers['access-control-allow-origin'], '*')
      assert.match(String(headers['access-control-expose-headers']), /etag/)
      assert.notProperty(headers, 'access-control-allow-credentials')
    }
  })

  test('serve nothing that could run on this origin', async ({ assert }) => {
    const key = await bench.put(Buffer.from('<script>alert(1)</script>'))
    const { headers } = await send({ url: await bench.store.presignGet(key, PHOTO) })

    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['content-security-policy']), /^default-src 'none';.*sandbox$/)
  })

  test('lead nowhere but to objects')
    .with(['..%2fapp.key', '..%2f..%2fetc%2fpasswd', '.partial/a', 'a%00', ''])
    .run(async ({ assert }, path) => {
      const url = `${storage.disk.url}/objects/${path}?grant=a&signature=b`
      const { status } = await send({ url })
      assert.oneOf(status, [403, 404])
    })
})
