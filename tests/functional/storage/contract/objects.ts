import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { ObjectChanged, ObjectMissing } from '#app/storage/errors'
import { atOnce } from '#tests/support/http/at_once'
import type { StoreBench } from './store_bench.js'

/** What the application does with objects by itself. */
export function keepsObjects(bench: () => StoreBench) {
  test('writes an object, from a buffer or a stream, over the one before', async ({ assert }) => {
    const { store } = bench()
    const key = await bench().put(Buffer.from('first'))
    const body = randomBytes(1_500_000)
    const pieces = Readable.from([body.subarray(0, 1_000_000), body.subarray(1_000_000)])

    await store.put(key, pieces, { size: body.length, contentType: 'image/webp' })

    assert.isTrue(body.equals(await bench().bytesOf(key)))
  })

  test('leaves the object as it was where a stream has another length', async ({ assert }) => {
    const { store } = bench()
    const key = await bench().put(Buffer.from('first'))

    for (const text of ['short', 'far too long']) {
      const put = store.put(key, Readable.from([Buffer.from(text)]), {
        size: 8,
        contentType: 'a/b',
      })
      await assert.rejects(() => put)
      assert.equal(String(await bench().bytesOf(key)), 'first')
    }
  })

  test('leaves the object as it was where a stream breaks', async ({ assert }) => {
    const { store } = bench()
    const key = await bench().put(Buffer.from('first'))
    const breaking = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new Error('the stream broke')
      })()
    )

    await assert.rejects(() => store.put(key, breaking, { size: 8, contentType: 'a/b' }))
    assert.equal(String(await bench().bytesOf(key)), 'first')
  })

  test('copies an object over another, and each stays as it is', async ({ assert }) => {
    const { store } = bench()
    const from = await bench().put(Buffer.from('first'))
    const to = await bench().put(Buffer.from('replaced'))

    await store.copy(from, to)
    await store.copy(from, to)
    await bench().put(Buffer.from('changed'), from)
    assert.equal(String(await bench().bytesOf(to)), 'first')
    await store.delete([from])
    assert.equal(String(await bench().bytesOf(to)), 'first')
    await assert.rejects(() => store.copy(from, to), ObjectMissing)
  })

  test('changes the ETag with the bytes, even where the length stays', async ({ assert }) => {
    const { store } = bench()
    const key = await bench().put(Buffer.from('one'))
    const before = await store.head(key)
    await bench().put(Buffer.from('two'), key)

    assert.notEqual((await store.head(key))!.etag, before!.etag)
  })

  test('reads the very version that was asked for, or none', async ({ assert }) => {
    const { store } = bench()
    const key = await bench().put(Buffer.from('one'))
    const { etag } = (await store.head(key))!

    const { stream, size } = await store.read(key, { etag })
    assert.equal(size, 3)
    assert.equal(String(await buffer(stream)), 'one')

    await bench().put(Buffer.from('two'), key)
    await assert.rejects(() => store.read(key, { etag }), ObjectChanged)
  })

  test('ends a read whose signal is aborted', async ({ assert }) => {
    const { store } = bench()
    const key = await bench().put(randomBytes(5_000_000))
    const aborter = new AbortController()
    const { stream } = await store.read(key, { signal: aborter.signal })

    aborter.abort()
    await assert.rejects(() => buffer(stream))
  })

  test('says that an object is missing', async ({ assert }) => {
    const { store } = bench()
    assert.isNull(await store.head(bench().newKey()))
    await assert.rejects(() => store.read(bench().newKey()), ObjectMissing)
    await assert.rejects(() => store.read(bench().newKey(), { etag: '"any"' }), ObjectMissing)
  })

  test('deletes many objects at once, and those that are not there', async ({ assert }) => {
    const { store } = bench()
    const keys = await Promise.all([1, 2, 3].map(() => bench().put(Buffer.from('gone'))))

    await store.delete([...keys, bench().newKey()])
    await store.delete(keys)
    await store.delete([])

    for (const key of keys) assert.isNull(await store.head(key))
  })

  test('lists what lies below a prefix in the order of keys, page after page', async ({
    assert,
  }) => {
    const { store } = bench()
    const base = bench().newKey()
    const names = ['a', 'a-b', 'a.b', 'aa/z', 'b/a/c', 'b/b', 'bb', 'c']
    const keys = names.map((name) => `${base}/${name}`).sort()
    await Promise.all(keys.map((key) => bench().put(Buffer.from(key), key)))

    const all = await Array.fromAsync(store.list(`${base}/`))
    assert.deepEqual(
      all.map(({ key }) => key),
      keys
    )
    assert.deepEqual(
      all.map(({ size }) => size),
      keys.map((key) => key.length)
    )
    assert.closeTo(all[0].modifiedAt.getTime(), Date.now(), 60_000)

    for (const startAfter of [...keys, `${base}/b`, `${base}/aaa`, `${base}/zzz`]) {
      const rest = await Array.fromAsync(store.list(`${base}/`, { startAfter }))
      assert.deepEqual(
        rest.map(({ key }) => key),
        keys.filter((key) => key > startAfter)
      )
    }
    for (const part of ['a', 'b', 'b/', 'b/a/', 'nothing']) {
      const below = await Array.fromAsync(store.list(`${base}/${part}`))
      const expected = keys.filter((key) => key.startsWith(`${base}/${part}`))
      assert.deepEqual(
        below.map(({ key }) => key),
        expected
      )
    }
  })

  test('lists and deletes more objects than fit on a page', async ({ assert }) => {
    const { store } = bench()
    const folder = `${bench().newKey()}/`
    const keys = Array.from({ length: 1_005 }, (_, index) => `${folder}${1_000_000 + index}`)
    await atOnce(20, keys, (key) => bench().put(Buffer.from('1'), key))
    const listed = await Array.fromAsync(store.list(folder), ({ key }) => key)
    assert.deepEqual(listed, keys)

    await store.delete(keys)
    assert.isEmpty(await Array.fromAsync(store.list(folder)))
  })

  test('takes no key that could lead elsewhere', async ({ assert }) => {
    const { store } = bench()
    const bad = ['', '/', '/etc/passwd', '../a', 'a/../b', 'a/./b', 'a//b', 'a/', '.hidden', 'a/.b']
    for (const key of [...bad, 'a\\b', 'a\0b', 'a\nb', 'a b', 'ä', 'a,b', 'a'.repeat(201)]) {
      const put = { key, contentType: 'a/b', size: 1, ttlSeconds: 60 }
      const get = { contentType: 'a/b', disposition: 'inline', ttlSeconds: 60 } as const
      for (const attempt of [
        async () => store.presignPut(put),
        async () => store.presignGet(key, get),
        async () => store.put(key, Buffer.from('a'), put),
        async () => store.read(key),
        async () => store.head(key),
        async () => store.delete([key]),
        async () => store.createMultipart(key, put),
      ]) {
        await assert.rejects(attempt, /Not an object key/)
      }
    }
  })

  test('answers a check', async () => {
    await bench().store.check()
  })
}
