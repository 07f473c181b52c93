import { test } from '@japa/runner'
import { openSession } from '#tests/support/http/auth'
import { Balancer } from '#tests/support/services/balancer'
import { eventually } from '#tests/support/eventually'
import { spawnServer } from '#tests/support/services/spawn'
import { SteadyLoad } from '#tests/support/measure/steady_load'

// `npm run benchmark -- rolling` does the same for longer, and tells how long requests take.
test.group('a rolling restart', () => {
  test('of two nodes under load drops no request', async ({ assert, cleanup }) => {
    const balancer = await Balancer.start()
    cleanup(() => balancer.close())
    const join = async () => {
      const node = await spawnServer({
        SHUTDOWN_DELAY: '3',
        LIMIT_USER: '1000000',
        LIMIT_PRESIGN: '1000000',
      })
      balancer.add(node.url)
      await eventually(() => balancer.isReady(node.url))
      return node
    }
    const nodes = [await join(), await join()]
    const { accessToken } = await openSession()
    const load = new SteadyLoad(balancer.url, accessToken)

    for (const node of nodes) {
      await join()
      const before = load.times.length
      node.signal('SIGTERM')
      assert.equal(await node.ended, 0)
      assert.isAbove(load.times.length, before)
    }
    await load.stop()
    assert.deepEqual(load.failures, [])
  })
})
