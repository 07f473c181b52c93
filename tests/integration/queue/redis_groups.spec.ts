import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import { UserFactory } from '#database/factories/user_factory'
import { RedisAnnouncements } from '#app/persistence/announcements/redis_announcements'
import { openSession } from '#tests/support/http/auth'
import { Client } from '#tests/support/chaos/client'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { hasRedis } from '#tests/support/services/redis_server'
import { startCluster, startSentinel } from '#tests/support/services/redis_groups'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'

const PHOTO = 'good/orientation-1.jpg'

const groups = { 'a Redis cluster': startCluster, 'a Redis behind sentinels': startSentinel }

for (const [name, startGroup] of Object.entries(hasRedis ? groups : {})) {
  test.group(`on ${name}`, (group) => {
    group.tap((own) => own.tags(['@once', '@redis-groups']))

    test('uploads are processed, limits counted, and nothing lost when a server dies', async ({
      assert,
    }) => {
      const { url, servers } = await startGroup()
      const variables = { REDIS_URL: url }
      const server = await spawnServer(variables)
      const other = await spawnServer(variables)
      const worker = spawnWorker(variables)
      await worker.says(/worker ready/)
      const { accessToken } = await openSession(await UserFactory.create())
      const client = new Client(accessToken, () => server.url)
      const processed = (id: string) => {
        return eventually(() => Asset.findBy({ id, status: 'ready' }), { deadline: 60_000 })
      }
      await processed(await client.upload(PHOTO))

      const headers = { authorization: `Bearer ${accessToken}` }
      const remaining = async (node: string) => {
        const answer = await fetch(`${node}/assets`, { headers })
        return Number(answer.headers.get('x-ratelimit-remaining'))
      }
      const left = await remaining(server.url)
      assert.equal(await remaining(other.url), left - 1)

      await servers[0].kill()
      const { asset } = await client.send(PHOTO)
      const answer = await client.try('POST', '/uploads/complete', { assetId: asset.id })
      assert.equal(answer?.status, 202)
      // A sentinel puts another server in its place, a cluster without replicas waits for it.
      if (name.includes('cluster')) await servers[0].start()
      await processed(asset.id)
      await eventually(async () => {
        const { status } = await fetch(`${server.url}/health`)
        return status === 200
      })
      assert.isAtMost(await eventually(() => remaining(server.url)), left)

      for (const program of [server, other, worker]) program.signal('SIGTERM')
      assert.deepEqual(await Promise.all([server.ended, other.ended, worker.ended]), [0, 0, 0])
    })

    test('news reach every node, and the doctor and /health see each server', async ({
      assert,
      cleanup,
    }) => {
      const { url, servers } = await startGroup()
      const [here, there] = [new RedisAnnouncements(url), new RedisAnnouncements(url)]
      cleanup(async () => {
        await Promise.all([here.close(), there.close()])
      })
      const heard = new Set<string | null>()
      here.subscribe((userId) => heard.add(userId))
      await eventually(async () => {
        await there.publish('somebody')
        return heard.has('somebody')
      })

      const env = { ...process.env, REDIS_URL: url }
      const healthy = new ChildProgram(['ace.js', 'inbox:doctor'], env)
      await healthy.ended
      assert.match(healthy.output, /pass {2}queue {5}Redis \d/)
      assert.match(healthy.output, /pass {2}queue {5}Redis drops no jobs/)

      const master = name.includes('cluster') ? servers[2] : servers[0]
      await master.ask('config', 'set', 'maxmemory-policy', 'allkeys-lru')
      const sick = new ChildProgram(['ace.js', 'inbox:doctor'], env)
      assert.equal(await sick.ended, 1)
      assert.match(sick.output, /fail {2}queue {5}Redis may drop jobs .*\(allkeys-lru\)\s+→ Set/)
      const server = await spawnServer({ REDIS_URL: url })
      const client = new Client('', () => server.url)
      const answer = await client.ask('GET', '/health')
      const { queue } = answer.data.parts
      assert.equal(queue.status, 'warning')
      assert.match(queue.message, /set maxmemory-policy noeviction, not allkeys-lru/)
    })
  })
}
