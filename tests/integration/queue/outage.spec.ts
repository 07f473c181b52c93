import { getActiveTest, test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import Job from '#app/jobs/models/job'
import { UserFactory } from '#database/factories/user_factory'
import { openSession } from '#tests/support/http/auth'
import type { ChildProgram } from '#tests/support/services/child_program'
import { Client } from '#tests/support/chaos/client'
import { eventually } from '#tests/support/eventually'
import { hasRedis, RedisServer } from '#tests/support/services/redis_server'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'
import { queueSchema } from '#config/queue'

/** A queue that the application is given, and how it goes away and comes back. */
interface FailingQueue {
  variables: NodeJS.ProcessEnv
  stop: () => Promise<unknown>
  restart: () => Promise<unknown>
}

/** The queue's tables can't be found, while the rest of the database goes on. */
async function postgresQueue(): Promise<FailingQueue> {
  const away = `${queueSchema}_away`
  let isAway = false
  const restart = async () => {
    if (isAway) await db.rawQuery(`alter schema ${away} rename to ${queueSchema}`)
    isAway = false
  }
  const stop = async () => {
    await db.rawQuery(`alter schema ${queueSchema} rename to ${away}`)
    isAway = true
  }
  getActiveTest()?.cleanup(restart)
  return { variables: { REDIS_URL: '' }, stop, restart }
}

/** A Redis that is killed, and comes back with nothing in it. */
async function redisQueue(): Promise<FailingQueue> {
  const redis = await RedisServer.start()
  const variables = { REDIS_URL: redis.url }
  return { variables, stop: () => redis.kill(), restart: () => redis.start() }
}

const queues = { PostgreSQL: postgresQueue, ...(hasRedis && { Redis: redisQueue }) }

for (const [name, makeQueue] of Object.entries(queues)) {
  test.group(`while the queue on ${name} is down`, () => {
    test('complete answers 202, and the asset is ready once the queue is back', async ({
      assert,
    }) => {
      const { accessToken } = await openSession(await UserFactory.create())
      const queue = await makeQueue()
      const server = await spawnServer(queue.variables)
      const worker = spawnWorker(queue.variables)
      await worker.says(/worker ready/)
      const client = new Client(accessToken, () => server.url)
      const processed = async (id: string) => {
        return eventually(() => Asset.findBy({ id, status: 'ready' }), { deadline: 60_000 })
      }
      await processed(await client.upload('good/orientation-1.jpg'))

      await queue.stop()
      const { asset } = await client.send('good/orientation-1.jpg')
      const answers = []
      for (let call = 0; call < 2; call++) {
        answers.push(await client.try('POST', '/uploads/complete', { assetId: asset.id }))
      }
      const report = await eventually(async () => {
        const answer = await client.try('GET', '/health')
        return answer?.status === 503 ? answer : undefined
      })
      const ready = await client.try('GET', '/health/ready')
      await queue.restart()

      for (const answer of answers) {
        assert.equal(answer?.status, 202)
        assert.equal(answer?.data.status, 'processing')
      }
      assert.equal(report.data.parts.queue.status, 'error')
      assert.equal(ready?.status, 200)
      await processed(asset.id)
      const jobs = await Job.findManyBy({ assetId: asset.id, kind: 'process' })
      assert.lengthOf(jobs, 1)
      assert.containsSubset(jobs[0].$attributes, { state: 'completed', attempts: 1 })
    })
  })
}

if (hasRedis) {
  test.group('while Redis is unavailable', () => {
    test('API and worker warn of it once, and the API says that it is back', async ({ assert }) => {
      const redis = await RedisServer.start()
      const variables = { REDIS_URL: redis.url, LOG_LEVEL: 'debug' }
      const server = await spawnServer(variables)
      const worker = spawnWorker(variables)
      await worker.says(/worker ready/)
      await redis.kill()
      // Each attempt to connect says so, below a warning.
      await server.says(/(Redis is unavailable[^]+){4}/)
      await worker.says(/(the queue is unavailable[^]+){4}/)
      await redis.start()
      const [back] = await server.says(/.*Redis is back/)

      assert.match(back, /"level":"info"/)
      assert.lengthOf(warnings(server, 'Redis is unavailable'), 1)
      assert.lengthOf(warnings(worker, 'the queue is unavailable'), 1)
      assert.notMatch(server.output, /"level":"(error|fatal)"/)
    })
  })
}

function warnings({ output }: ChildProgram, message: string) {
  const lines = output.split('\n').filter((line) => line.includes(message))
  return lines.filter((line) => line.includes('"level":"warn"'))
}
