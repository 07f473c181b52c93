import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { eventually } from '#tests/support/eventually'
import { send, statusOf } from '#tests/support/http/signed_requests'
import type { StoreBench } from './store_bench.js'

const PHOTO = { contentType: 'image/jpeg', disposition: 'inline', ttlSeconds: 60 } as const

/** A signed url serves one object, as the type and under the name that the application says. */
export function servesObjects(bench: () => StoreBench) {
  test('serves the bytes, typed and described', async ({ assert }) => {
    const body = randomBytes(100_000)
    const key = await bench().put(body)
    const url = await bench().store.presignGet(key, { ...PHOTO, filename: 'beach.jpg' })

    const { status, headers, bytes } = await send({ url })

    assert.equal(status, 200)
    assert.isTrue(body.equals(bytes))
    assert.equal(headers['content-type'], 'image/jpeg')
    assert.equal(headers['content-disposition'], 'inline; filename="beach.jpg"')
    assert.equal(headers['content-length'], String(body.length))
    assert.equal(headers.etag, (await bench().store.head(key))!.etag)
  })

  test('serves ranges, for a video to be sought in', async ({ assert }) => {
    const body = randomBytes(10_000)
    const url = await bench().store.presignGet(await bench().put(body), PHOTO)
    const get = (range: string) => send({ url, headers: { range } })

    const middle = await get('bytes=100-199')
    assert.equal(middle.status, 206)
    assert.equal(middle.headers['content-range'], 'bytes 100-199/10000')
    assert.isTrue(body.subarray(100, 200).equals(middle.bytes))

    for (const range of ['bytes=9900-', 'bytes=9900-20000', 'bytes=-100']) {
      const { bytes } = await get(range)
      assert.isTrue(body.subarray(9_900).equals(bytes))
    }
    assert.equal(await statusOf({ url, headers: { range: 'bytes=10000-' } }), 416)
  })

  test('answers 304 where the client has this version', async ({ assert }) => {
    const key = await bench().put(Buffer.from('photo'))
    const url = await bench().store.presignGet(key, PHOTO)
    const { etag } = (await bench().store.head(key))!

    assert.equal(await statusOf({ url, headers: { 'if-none-match': etag } }), 304)
    assert.equal(await statusOf({ url, headers: { 'if-none-match': '"other"' } }), 200)
  })

  test('names the file in a way that no client can misread', async ({ assert }) => {
    const key = await bench().put(Buffer.from('photo'))
    const hostile = 'a"b\r\nset-cookie: x=1\r\n\u202egpj.exe/../é 日本 %41;.jpg'
    const url = await bench().store.presignGet(key, { ...PHOTO, filename: hostile })

    const { headers } = await send({ url })

    assert.isUndefined(headers['set-cookie'])
    assert.match(
      headers['content-disposition']!,
      /^inline; filename="[\x20-\x24\x26-\x7e]+\.jpg"; filename\*=UTF-8''[A-Za-z0-9%._-]+\.jpg$/
    )
  })

  test('never shows what could carry a script', async ({ assert }) => {
    const key = await bench().put(Buffer.from('<svg/>'))
    for (const contentType of ['image/svg+xml', 'text/html', 'application/pdf']) {
      const url = await bench().store.presignGet(key, { ...PHOTO, contentType })
      const { headers } = await send({ url })
      assert.equal(headers['content-disposition'], 'attachment')
    }
  })

  test('refuses an altered url, one for another object, and an expired one', async ({ assert }) => {
    const key = await bench().put(Buffer.from('photo'))
    const other = await bench().put(Buffer.from('secret'))
    const url = await bench().store.presignGet(key, { ...PHOTO, ttlSeconds: 1 })

    assert.equal(await statusOf({ url: url.replace(key, other) }), 403)
    assert.equal(await statusOf({ url: url.replace(/signature=.*/i, '') }), 403)
    assert.equal(await statusOf({ url: url.split('?')[0] }), 403)

    await eventually(async () => (await statusOf({ url })) === 403)
  })

  test('signs the same url for the same moment, and it serves', async ({ assert }) => {
    const key = await bench().put(Buffer.from('photo'))
    const signedAt = new Date(Date.now() - 600_000)
    const get = { ...PHOTO, ttlSeconds: 3_600, signedAt }
    const url = await bench().store.presignGet(key, get)

    assert.equal(await bench().store.presignGet(key, get), url)
    assert.equal(await statusOf({ url }), 200)
    const over = await bench().store.presignGet(key, { ...get, ttlSeconds: 599 })
    assert.equal(await statusOf({ url: over }), 403)
  })

  test('answers 404 where there is nothing', async ({ assert }) => {
    const url = await bench().store.presignGet(bench().newKey(), PHOTO)
    assert.equal(await statusOf({ url }), 404)
  })
}
