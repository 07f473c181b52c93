import { randomBytes } from 'node:crypto'
import { open, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { pour } from '#storage/disk/pour'
import { temporaryFolder } from '#tests/support/temporary_folder'

const fileOf = async (bytes: Buffer) => {
  const path = join(await temporaryFolder(), 'object')
  await writeFile(path, bytes)
  return path
}

test.group('pour', () => {
  test('writes exactly the range, and ends the stream', async ({ assert }) => {
    const bytes = randomBytes(1_000_000)
    await using file = await open(await fileOf(bytes))
    const to = new PassThrough()

    const [received] = await Promise.all([buffer(to), pour(file, { start: 7, end: 700_000 }, to)])

    assert.isTrue(bytes.subarray(7, 700_001).equals(received))
  })

  test('waits for a client that takes nothing', async ({ assert }) => {
    await using file = await open(await fileOf(randomBytes(5_000_000)))
    const to = new PassThrough()
    const pouring = pour(file, { start: 0, end: 4_999_999 }, to)

    const first = await new Promise<number>((resolve) => {
      to.once('readable', () => resolve(to.readableLength))
    })
    assert.isAtMost(first, 256 * 1024)

    to.resume()
    await pouring
  })

  test('stops where the client has gone', async () => {
    await using file = await open(await fileOf(randomBytes(5_000_000)))
    const to = new PassThrough()
    to.once('readable', () => to.destroy())

    await pour(file, { start: 0, end: 4_999_999 }, to)
  })

  test('cuts the connection where the file ends too early', async ({ assert }) => {
    const path = await fileOf(randomBytes(1_000))
    await using file = await open(path)
    await truncate(path, 500)
    const to = new PassThrough().resume()

    await assert.rejects(() => pour(file, { start: 0, end: 999 }, to), /shorter/)
    assert.isTrue(to.destroyed)
  })
})
