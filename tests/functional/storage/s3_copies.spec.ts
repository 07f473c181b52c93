import { randomBytes } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import storage from '#config/storage'
import { openBucket } from '#app/storage/s3/client'
import { copyObject } from '#app/storage/s3/copies'
import { StoreBench } from './contract/store_bench.js'

const PART_BYTES = 5 * 1024 * 1024

for (const options of storage.s3 ? [storage.s3] : []) {
  test.group('copyObject', (group) => {
    let bench: StoreBench
    group.setup(async () => {
      bench = new StoreBench(await app.container.make('store'))
      return () => bench.clear()
    })

    test('copies in parts what is too large for one request', async ({ assert, cleanup }) => {
      const bucket = openBucket(options)
      cleanup(() => bucket.client.destroy())
      const body = randomBytes(2 * PART_BYTES + 1)
      const from = await bench.put(body)
      const to = await bench.put(Buffer.from('replaced'))

      await copyObject(bucket, from, to, body.length, PART_BYTES)
      assert.isTrue(body.equals(await bench.bytesOf(to)))
    })

    test('leaves no parts where it fails', async ({ assert, cleanup }) => {
      const bucket = openBucket(options)
      cleanup(() => bucket.client.destroy())
      const to = bench.newKey()

      await assert.rejects(() => copyObject(bucket, bench.newKey(), to, 2 * PART_BYTES, PART_BYTES))
      assert.isEmpty(await Array.fromAsync(bench.store.listMultiparts(bench.prefix)))
    })
  })
}
