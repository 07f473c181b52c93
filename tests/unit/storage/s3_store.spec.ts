import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { getActiveTestOrFail, test } from '@japa/runner'
import { freePort } from '#app/process/free_port'
import { findBucketFault } from '#app/storage/s3/bucket_fault'
import { S3Store } from '#app/storage/s3_store'
import { StoreUnavailable } from '#app/storage/errors'

const optionsFor = (port: number) => ({
  bucket: 'photos',
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${port}`,
  forcePathStyle: true,
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
})

const openStore = (port: number) => {
  const store = new S3Store(optionsFor(port))
  getActiveTestOrFail().cleanup(() => store.close())
  return store
}

const listen = async (server: Server) => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  getActiveTestOrFail().cleanup(() => void server.close())
  return (server.address() as AddressInfo).port
}

test.group('S3Store', () => {
  test('is unavailable where nobody listens', async ({ assert }) => {
    const store = openStore(await freePort())
    const put = { size: 4, contentType: 'image/png' }
    for (const attempt of [
      () => store.check(),
      () => store.head('a'),
      () => store.read('a'),
      () => store.put('a', Buffer.from('body'), put),
      () => store.put('a', Readable.from([Buffer.from('body')]), put),
      () => store.copy('a', 'b'),
      () => store.delete(['a']),
      () => store.createMultipart('a', put),
      () => store.completeMultipart('a', 'upload', []),
      () => store.abortMultipart('a', 'upload'),
      () => Array.fromAsync(store.list('')),
      () => Array.fromAsync(store.listParts('a', 'upload')),
      () => Array.fromAsync(store.listMultiparts('')),
    ]) {
      await assert.rejects(attempt, StoreUnavailable)
    }
  })

  test('is unavailable where the store accepts a connection and says nothing', async ({
    assert,
  }) => {
    const silent = createServer(() => {})
    const store = openStore(await listen(silent))
    await assert.rejects(() => store.check(), StoreUnavailable)
    silent.closeAllConnections()
  }).timeout(10_000)

  test('tries three times before it gives up', async ({ assert }) => {
    let requests = 0
    const failing = createServer((_request, response) => {
      requests++
      response.writeHead(503).end()
    })
    const store = openStore(await listen(failing))

    await assert.rejects(() => store.head('a'), StoreUnavailable)
    assert.equal(requests, 3)
  })

  test('opens fifty connections at most, and lets the other calls wait', async ({ assert }) => {
    let most = 0
    const held: ServerResponse[] = []
    const answerAll = () => {
      for (const response of held.splice(0)) response.writeHead(404).end()
    }
    const slow = createServer((_request, response) => {
      held.push(response)
      most = Math.max(most, held.length)
      // Time enough for those to come that should not.
      if (held.length === 50) setTimeout(answerAll, 300)
    })
    const store = openStore(await listen(slow))

    const heads = await Promise.all(Array.from({ length: 150 }, () => store.head('a')))
    assert.deepEqual(new Set(heads), new Set([null]))
    assert.equal(most, 50)
  })

  test('is unavailable where the bytes of an object end too early', async ({ assert }) => {
    const cutting = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': 1_000, 'etag': '"v1"' })
      response.write(Buffer.alloc(500), () => response.destroy())
    })
    const store = openStore(await listen(cutting))
    const { stream } = await store.read('a')

    await assert.rejects(() => buffer(stream), StoreUnavailable)
  })

  test('tells the reader alone that its own signal ended a read', async ({ assert }) => {
    const silent = createServer(() => {})
    const store = openStore(await listen(silent))
    const reason = new Error('the job took too long')
    const read = store.read('a', { signal: AbortSignal.abort(reason) })

    await assert.rejects(() => read, reason.message)
  })
})

test.group('findBucketFault', () => {
  test('says that the store does not answer', async ({ assert }) => {
    const port = await freePort()
    assert.deepEqual(await findBucketFault(optionsFor(port)), {
      message: `S3_ENDPOINT: http://127.0.0.1:${port} does not answer as an object store (ECONNREFUSED).`,
      isOutage: true,
      isMissing: false,
    })
  })
})
