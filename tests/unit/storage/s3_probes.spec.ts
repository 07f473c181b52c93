import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { getActiveTestOrFail, test } from '@japa/runner'
import { probeBucket } from '#app/storage/s3_probes'

/**
 * What a store answers that looks at nothing and whose clock is ten minutes ahead. It has objects
 * of these ages, in minutes, and adds what it is asked to delete to `deleted`.
 */
async function carelessStore(status: number, ages: number[] = [], deleted: string[] = []) {
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const date = new Date(Date.now() + 600_000).toUTCString()
    const isListing = request.url!.includes('list-type')
    if (request.method === 'POST') {
      deleted.push(...Array.from(body.matchAll(/<Key>(.*?)<\/Key>/g), ([, key]) => key))
    }
    response.writeHead(request.method === 'POST' || isListing ? 200 : status, { date })
    response.end(isListing ? listingOf(ages) : undefined)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  getActiveTestOrFail().cleanup(() => void server.close())
  return {
    bucket: 'photos',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  }
}

function listingOf(ages: number[]) {
  const contents = ages.map((minutes) => {
    const modified = new Date(Date.now() - minutes * 60_000).toISOString()
    return `<Contents><Key>probes/${minutes}</Key><LastModified>${modified}</LastModified></Contents>`
  })
  return `<ListBucketResult>${contents.join('')}</ListBucketResult>`
}

test.group('probeBucket', () => {
  test('tells of each fault of a store that looks at nothing, and what to do', async ({
    assert,
  }) => {
    const findings = await Array.fromAsync(probeBucket(await carelessStore(200)))
    assert.deepEqual(
      findings.map(({ outcome, found, fix }) => [
        outcome,
        found.replace(/(599|600) s/, '10 min'),
        fix,
      ]),
      [
        ['fail', 'a second upload overwrites the first', 'Use a store that honours if-none-match.'],
        ['fail', 'a body of another length is taken', 'Use a store that checks signed headers.'],
        ['warn', 'bytes with another digest are taken, and found by the worker alone', undefined],
        [
          'fail',
          'anybody can read the bucket',
          'Block public access to it, and remove its policy.',
        ],
        ['fail', 'browsers may not upload', 'Run: node ace store:setup'],
        [
          'warn',
          'abandoned uploads in parts stay for ever, should the application be gone',
          'Run: node ace store:setup',
        ],
        ['warn', "the store's clock is 10 min away from this one", 'Synchronise both with NTP.'],
      ]
    )
  })

  test('removes its objects, and those of one that was killed an hour ago', async ({ assert }) => {
    const deleted: string[] = []
    await Array.fromAsync(probeBucket(await carelessStore(200, [1, 59, 61, 5_000], deleted)))
    const [forgotten, own] = [/^probes\/\d+$/, /^probes\/[0-9a-f-]{36}$/]
    assert.deepEqual(
      deleted.filter((key) => forgotten.test(key)),
      ['probes/61', 'probes/5000']
    )
    assert.isNotEmpty(deleted.filter((key) => own.test(key)))
  })

  test('tells of a key that may not write', async ({ assert }) => {
    const findings = await Array.fromAsync(probeBucket(await carelessStore(403)))
    assert.containsSubset(findings, [
      {
        outcome: 'fail',
        found: 'a presigned upload is refused (403)',
        fix: 'Allow the key s3:PutObject.',
      },
      {
        outcome: 'fail',
        fix: 'Allow the key what docs/operations.md lists.',
      },
    ])
  })
})
