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

  test('lists one part for each number, the latest, however often the store does', async ({
    assert,
  }) => {
    const part = (number: number, etag: string, second: number) =>
      `<Part><PartNumber>${number}</PartNumber><Size>5</Size><ETag>${etag}</ETag>` +
      `<LastModified>2026-03-01T10:00:0${second}.000Z</LastModified></Part>`
    const pages: Record<string, string> = {
      '': `<IsTruncated>true</IsTruncated><NextPartNumberMarker>2</NextPartNumberMarker>
        ${part(1, 'a', 5)}${part(1, 'b', 1)}${part(2, 'c', 1)}`,
      '2': `<IsTruncated>false</IsTruncated>${part(2, 'd', 2)}${part(3, 'e', 1)}`,
    }
    const doubling = createServer((request, response) => {
      const marker = new URL(request.url!, 'http://store').searchParams.get('part-number-marker')
      response.end(`<ListPartsResult>${pages[marker ?? '']}</ListPartsResult>`)
    })
    const store = openStore(await listen(doubling))
    const parts = await Array.fromAsync(store.listParts('a', 'upload'))
    assert.deepEqual(parts, [
      { partNumber: 1, size: 5, etag: 'a' },
      { partNumber: 2, size: 5, etag: 'd' },
      { partNumber: 3, size: 5, etag: 'e' },
    ])
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
