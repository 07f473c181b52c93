import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { ObjectExists, UploadMissing } from '#app/storage/errors'
import { send, statusOf } from '#tests/support/http/signed_requests'
import { atOnce } from '#tests/support/http/at_once'
import type { StoreBench, StoreUnderTest } from './store_bench.js'

/** Uploads in parts. */
export function takesUploadsInParts(bench: () => StoreBench, { minPartSize }: StoreUnderTest) {
  const begin = async (key = bench().newKey()) => {
    const { store } = bench()
    const uploadId = await store.createMultipart(key, { contentType: 'video/mp4' })
    const sendPart = async (partNumber: number, body: Buffer) => {
      const part = { key, uploadId, partNumber, size: body.length, ttlSeconds: 60 }
      return send(await store.presignPart(part), body)
    }
    const listed = () => Array.fromAsync(store.listParts(key, uploadId))
    const complete = async () => store.completeMultipart(key, uploadId, await listed())
    return { key, uploadId, sendPart, listed, complete }
  }

  test('joins parts that come in any order, at once and twice', async ({ assert }) => {
    const bodies = [randomBytes(minPartSize), randomBytes(minPartSize + 7), randomBytes(99)]
    const { key, sendPart, listed, complete } = await begin()

    await sendPart(1, randomBytes(minPartSize))
    const answers = await Promise.all(
      [3, 1, 2].map((number) => sendPart(number, bodies[number - 1]))
    )

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200]
    )
    const parts = await listed()
    assert.deepEqual(
      parts.map(({ partNumber }) => partNumber),
      [1, 2, 3]
    )
    assert.deepEqual(
      parts.map(({ size }) => size),
      bodies.map(({ length }) => length)
    )
    assert.deepEqual(
      parts.map(({ etag }) => etag),
      [1, 2, 0].map((at) => answers[at].headers.etag!)
    )
    assert.isNull(await bench().store.head(key))

    await complete()
    assert.isTrue(Buffer.concat(bodies).equals(await bench().bytesOf(key)))
  })

  test('refuses a part of another length', async ({ assert }) => {
    const { key, uploadId, listed } = await begin()
    const part = { key, uploadId, partNumber: 1, size: 100, ttlSeconds: 60 }
    const sealed = await bench().store.presignPart(part)

    assert.oneOf(await statusOf(sealed, randomBytes(99)), [400, 403])
    assert.oneOf(await statusOf(sealed, randomBytes(101)), [400, 403])
    assert.isEmpty(await listed())
  })

  test('refuses the url of one part for another', async ({ assert }) => {
    const { key, uploadId, listed } = await begin()
    const part = { key, uploadId, partNumber: 1, size: 100, ttlSeconds: 60 }
    const first = await bench().store.presignPart(part)
    const second = await bench().store.presignPart({ ...part, partNumber: 2 })
    const signature = /signature=\w+/i
    const url = second.url.replace(signature, signature.exec(first.url)![0])

    assert.equal(await statusOf({ ...second, url }, randomBytes(100)), 403)
    assert.isEmpty(await listed())
  })

  test('never overwrites an object', async ({ assert }) => {
    const { key, sendPart, complete } = await begin()
    await sendPart(1, randomBytes(100))
    await bench().put(Buffer.from('there before'), key)

    await assert.rejects(complete, ObjectExists)
    assert.equal(String(await bench().bytesOf(key)), 'there before')
  })

  test('keeps the object where it is completed many times at once', async ({ assert }) => {
    const body = randomBytes(100_000)
    const { key, sendPart, complete } = await begin()
    await sendPart(1, body)

    const ends = await Promise.allSettled([complete(), complete(), complete(), complete()])

    assert.include(
      ends.map(({ status }) => status),
      'fulfilled'
    )
    for (const end of ends) {
      if (end.status === 'rejected' && !(end.reason instanceof UploadMissing)) {
        assert.instanceOf(end.reason, ObjectExists)
      }
    }
    assert.isTrue(body.equals(await bench().bytesOf(key)))
  })

  test('forgets an upload that is completed or aborted', async ({ assert }) => {
    const { store } = bench()
    const completed = await begin()
    await completed.sendPart(1, randomBytes(100))
    await completed.complete()
    const aborted = await begin()
    await aborted.sendPart(1, randomBytes(100))
    await store.abortMultipart(aborted.key, aborted.uploadId)
    await store.abortMultipart(aborted.key, aborted.uploadId)

    for (const { key, listed, sendPart } of [completed, aborted]) {
      await assert.rejects(listed, UploadMissing)
      const { status } = await sendPart(1, randomBytes(100))
      assert.equal(status, 404)
      assert.isEmpty(await Array.fromAsync(store.listMultiparts(key)))
    }
    assert.isNull(await store.head(aborted.key))
    await assert.rejects(
      () =>
        store.completeMultipart(aborted.key, aborted.uploadId, [
          { partNumber: 1, size: 100, etag: '"a"' },
        ]),
      UploadMissing
    )
  })

  test('lists more parts than fit on a page', async ({ assert }) => {
    const { sendPart, listed } = await begin()
    const numbers = Array.from({ length: 1_005 }, (_, index) => index + 1)
    await atOnce(20, numbers, (number) => sendPart(number, Buffer.from('1')))
    const parts = await listed()
    assert.deepEqual(
      parts.map(({ partNumber }) => partNumber),
      numbers
    )
  })

  test('lists the uploads that are open below a prefix', async ({ assert }) => {
    const folder = bench().newKey()
    const one = await begin(`${folder}/one`)
    const two = await begin(`${folder}/two`)
    await begin()

    const open = await Array.fromAsync(bench().store.listMultiparts(`${folder}/`))

    assert.sameMembers(
      open.map(({ uploadId }) => uploadId),
      [one.uploadId, two.uploadId]
    )
    assert.sameMembers(
      open.map(({ key }) => key),
      [one.key, two.key]
    )
  })
}
