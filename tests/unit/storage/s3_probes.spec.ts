import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getActiveTestOrFail, test } from '@japa/runner'
import { probeBucket } from '#storage/s3_probes'

/** What a store answers that looks at nothing and whose clock is ten minutes ahead. */
async function carelessStore(status: number) {
  const server = createServer((request, response) => {
    request.resume()
    const date = new Date(Date.now() + 600_000).toUTCString()
    response.writeHead(request.method === 'POST' ? 200 : status, { date }).end()
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

  test('tells of a key that may not write', async ({ assert }) => {
    const findings = await Array.fromAsync(probeBucket(await carelessStore(403)))
    assert.containsSubset(findings, [
      {
        outcome: 'fail',
        found: 'a sealed upload is refused (403)',
        fix: 'Allow the key s3:PutObject.',
      },
      {
        outcome: 'fail',
        fix: 'Allow the key what docs/operations.md lists.',
      },
    ])
  })
})
