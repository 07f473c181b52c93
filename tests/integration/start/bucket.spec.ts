import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getActiveTestOrFail, test } from '@japa/runner'
import { freePort } from '#embedded/free_port'
import { ChildProgram } from '#tests/support/child_program'
import { eventually } from '#tests/support/eventually'
import { hasRedis, RedisServer } from '#tests/support/redis_server'

/** The API on a bucket that is not the suite's. */
function serve(storePort: number, port: number, variables: NodeJS.ProcessEnv = {}) {
  return new ChildProgram(['--import=@poppinss/ts-exec', 'bin/server.ts'], {
    ...process.env,
    LOG_LEVEL: 'info',
    PORT: String(port),
    S3_ENDPOINT: `http://127.0.0.1:${storePort}`,
    S3_BUCKET: 'photos',
    S3_ACCESS_KEY: 'key',
    S3_SECRET_KEY: 'secret-word',
    ...variables,
  })
}

async function storeWithout(bucket: string) {
  const body = `<Error><Code>NoSuchBucket</Code><BucketName>${bucket}</BucketName></Error>`
  const server = createServer((_request, response) => response.writeHead(404).end(body))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  getActiveTestOrFail().cleanup(() => void server.close())
  return (server.address() as AddressInfo).port
}

test.group('starting on a bucket', () => {
  test('that is not there ends with one line that names the variable', async ({ assert }) => {
    // Connections that were made by then keep nothing alive.
    const redis = hasRedis && (await RedisServer.start())
    const variables = redis ? { REDIS_URL: redis.url } : {}
    const program = serve(await storeWithout('photos'), await freePort(), variables)
    assert.equal(await program.ended, 1)
    const said = program.output.trim().split('\n')
    assert.lengthOf(said, 1, program.output)
    assert.include(said[0], 'S3_BUCKET: there is no bucket photos. Create it, or correct the name.')
  })

  test('whose store is away goes on without it, and says so', async ({ assert }) => {
    const port = await freePort()
    const program = serve(await freePort(), port)
    await program.says(/S3_ENDPOINT: \S+ does not answer/)
    const ready = await eventually(() => fetch(`http://127.0.0.1:${port}/health/ready`))
    assert.equal(ready.status, 503)
    assert.notInclude(program.output, 'secret-word')
  })
})
