import { createHash, randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { eventually } from '#tests/support/eventually'
import { beginSending, send, sendChunked, statusOf } from '#tests/support/http/signed_requests'
import type { StoreBench, StoreUnderTest } from './store_bench.js'

/** A sealed url takes exactly what it was made for, once. */
export function acceptsPresignedUploads(bench: () => StoreBench, { checksDigest }: StoreUnderTest) {
  test('creates the object with exactly the bytes that were sent', async ({ assert }) => {
    const { key, body, sealed } = await bench().presignedPut()

    const answer = await send(sealed, body)

    assert.equal(answer.status, 200)
    const head = await bench().store.head(key)
    assert.equal(head!.size, body.length)
    assert.equal(answer.headers.etag, head!.etag)
    assert.isTrue(body.equals(await bench().bytesOf(key)))
  })

  test('refuses a second upload, by the same url or another', async ({ assert }) => {
    const { key, body, sealed } = await bench().presignedPut()
    await send(sealed, body)
    const other = await bench().presignedPut({ key })

    assert.equal(await statusOf(sealed, randomBytes(body.length)), 412)
    assert.equal(await statusOf(other.sealed, other.body), 412)
    assert.isTrue(body.equals(await bench().bytesOf(key)))
  })

  test('lets exactly one of many simultaneous uploads win, whole', async ({ assert }) => {
    const key = bench().newKey()
    const uploads = await Promise.all(
      Array.from({ length: 8 }, () => bench().presignedPut({ key }))
    )

    const answers = await Promise.all(uploads.map(({ sealed, body }) => send(sealed, body)))

    const winners = uploads.filter((_, index) => answers[index].status === 200)
    assert.lengthOf(winners, 1)
    assert.isTrue(winners[0].body.equals(await bench().bytesOf(key)))
  })

  for (const [title, change] of [
    ['a shorter body', (body: Buffer) => body.subarray(1)],
    ['a longer body', (body: Buffer) => Buffer.concat([body, body])],
    ['an empty body', () => Buffer.alloc(0)],
  ] as const) {
    test(`refuses ${title}`, async ({ assert }) => {
      const { key, body, sealed } = await bench().presignedPut()
      assert.oneOf(await statusOf(sealed, change(body)), [400, 403])
      assert.isNull(await bench().store.head(key))
    })
  }

  test('refuses a body that does not tell its length', async ({ assert }) => {
    const { key, body, sealed } = await bench().presignedPut()
    const { status } = await sendChunked(sealed, body)
    assert.oneOf(status, [400, 403, 411])
    assert.isNull(await bench().store.head(key))
  })

  test('refuses another content type, and none', async ({ assert }) => {
    const { key, body, sealed } = await bench().presignedPut()
    const html = { ...sealed.headers, 'content-type': 'text/html' }
    const untyped = Object.entries(sealed.headers).filter(([name]) => name !== 'content-type')

    assert.equal(await statusOf({ ...sealed, headers: html }, body), 403)
    assert.equal(await statusOf({ ...sealed, headers: Object.fromEntries(untyped) }, body), 403)
    assert.isNull(await bench().store.head(key))
  })

  test('refuses a url in which anything was altered', async ({ assert }) => {
    const { key, body, sealed } = await bench().presignedPut()
    const other = await bench().presignedPut()
    const flipped = sealed.url.replace(/(signature=)(.)/i, (_, name, digit) => {
      return name + (digit === '0' ? '1' : '0')
    })
    const elsewhere = sealed.url.replace(key, other.key)

    assert.equal(await statusOf({ ...sealed, url: flipped }, body), 403)
    assert.equal(await statusOf({ ...sealed, url: elsewhere }, body), 403)
    assert.isNull(await bench().store.head(key))
    assert.isNull(await bench().store.head(other.key))
  })

  test('refuses another method', async ({ assert }) => {
    const { key, body, sealed } = await bench().presignedPut()
    const get = await bench().store.presignGet(key, {
      ttlSeconds: 60,
      contentType: 'image/jpeg',
      disposition: 'inline',
    })

    assert.equal(await statusOf({ method: 'GET', url: sealed.url }), 403)
    assert.equal(await statusOf({ ...sealed, url: get }, body), 403)
    assert.isNull(await bench().store.head(key))
  })

  test('refuses a url that has expired', async ({ assert }) => {
    const { key, body, sealed } = await bench().presignedPut({ ttlSeconds: 1 })
    // S3 counts in whole seconds and allows the last one.
    await eventually(() => Date.now() > sealed.expiresAt.getTime() + 1_000)

    assert.equal(await statusOf(sealed, body), 403)
    assert.isNull(await bench().store.head(key))
  })

  test('keeps nothing of an upload that is cut, and takes it again', async ({ assert }) => {
    const { key, body, sealed } = await bench().presignedPut({ body: randomBytes(2_000_000) })

    const { cut } = await beginSending(sealed, body)
    await cut()
    assert.isNull(await bench().store.head(key))

    assert.equal(await statusOf(sealed, body), 200)
    assert.isTrue(body.equals(await bench().bytesOf(key)))
  })

  test('takes the bytes whose digest is sealed', async ({ assert }) => {
    const body = randomBytes(50_000)
    const sha256 = createHash('sha256').update(body).digest('base64')
    const { sealed } = await bench().presignedPut({ body, sha256 })
    assert.equal(await statusOf(sealed, body), 200)
  })

  const verb = checksDigest ? 'refuses' : 'leaves to its reader'
  test(`${verb} bytes with another digest than the sealed one`, async ({ assert }) => {
    const sha256 = createHash('sha256').update('something else').digest('base64')
    const { key, body, sealed } = await bench().presignedPut({ sha256 })

    assert.equal(await statusOf(sealed, body), checksDigest ? 400 : 200)
    assert.equal((await bench().store.head(key)) === null, checksDigest)
  })
}
