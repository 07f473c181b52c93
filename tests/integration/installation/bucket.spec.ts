import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getActiveTestOrFail, test } from '@japa/runner'
import { freePort } from '#app/process/free_port'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { hasRedis, RedisServer } from '#tests/support/services/redis_server'

const PROGRAMS = {
  API: ['--import=@poppinss/ts-exec', 'bin/server.ts'],
  worker: ['ace.js', 'worker'],
}

/** A program on a bucket that is not the suite's. */
function start(
  name: keyof typeof PROGRAMS,
  storePort: number,
  port: number,
  variables: NodeJS.ProcessEnv = {}
) {
  return new ChildProgram(PROGRAMS[name], {
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

/** A store that refuses whatever is asked, for this reason. */
async function storeThatSays(code: string) {
  const body = `<Error><Code>${code}</Code></Error>`
  const server = createServer((_request, response) => response.writeHead(403).end(body))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  getActiveTestOrFail().cleanup(() => void server.close())
  return (server.address() as AddressInfo).port
}

test.group('starting on a bucket', () => {
  test('that says {1} ends the {0} with one line that names the variable')
    .with([
      [
        'API',
        'NoSuchBucket',
        'S3_BUCKET: there is no bucket photos. Create it, or correct the name.',
      ],
      ['API', 'SignatureDoesNotMatch', 'S3_SECRET_KEY does not go with S3_ACCESS_KEY.'],
      ['worker', 'SignatureDoesNotMatch', 'S3_SECRET_KEY does not go with S3_ACCESS_KEY.'],
    ] as const)
    .run(async ({ assert }, [name, code, line]) => {
      // Connections that were made by then keep nothing alive.
      const redis = hasRedis && (await RedisServer.start())
      const variables = redis ? { REDIS_URL: redis.url } : {}
      const program = start(name, await storeThatSays(code), await freePort(), variables)
      assert.equal(await program.ended, 1)
      assert.equal(program.output.trim(), line)
    })

  test('whose store is away goes on without it, and says so', async ({ assert }) => {
    const port = await freePort()
    const program = start('API', await freePort(), port)
    await program.says(/S3_ENDPOINT: \S+ does not answer/)
    const ready = await eventually(() => fetch(`http://127.0.0.1:${port}/health/ready`))
    assert.equal(ready.status, 503)
    assert.notInclude(program.output, 'secret-word')
  })
})
