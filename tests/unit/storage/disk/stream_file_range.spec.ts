import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { open, truncate, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { getActiveTestOrFail, test } from '@japa/runner'
import { streamFileRange } from '#app/storage/disk/stream_file_range'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const fileOf = async (bytes: Buffer) => {
  const path = join(await temporaryFolder(), 'object')
  await writeFile(path, bytes)
  return path
}

/** Serves the first bytes of a file over a connection, and says how the pouring ended. */
const serve = async (path: string, length: number) => {
  const ended = Promise.withResolvers<unknown>()
  const server = createServer(async (_request, response) => {
    await using file = await open(path)
    response.setHeader('content-length', length)
    await streamFileRange(file, { start: 0, end: length - 1 }, response).then(
      ended.resolve,
      ended.resolve
    )
  })
  getActiveTestOrFail().cleanup(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')

  const outgoing = request({ port: (server.address() as AddressInfo).port, agent: false }).end()
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { incoming, ended: ended.promise }
}

test.group('pour', () => {
  test('writes exactly the range', async ({ assert }) => {
    const bytes = randomBytes(3_000_000)
    const { incoming, ended } = await serve(await fileOf(bytes), 2_500_001)

    assert.isTrue(bytes.subarray(0, 2_500_001).equals(await buffer(incoming)))
    assert.isUndefined(await ended)
  })

  test('stops where the client has gone', async ({ assert }) => {
    const { incoming, ended } = await serve(await fileOf(randomBytes(50_000_000)), 50_000_000)
    incoming.destroy()
    assert.isUndefined(await ended)
  })

  test('cuts the connection where the file ends too early', async ({ assert }) => {
    const path = await fileOf(randomBytes(1_000))
    await truncate(path, 500)
    const { incoming, ended } = await serve(path, 1_000)

    await assert.rejects(() => buffer(incoming), 'aborted')
    assert.match(String(await ended), /shorter/)
  })
})
