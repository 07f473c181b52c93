import { test } from '@japa/runner'
import { HashingQueue } from '#app/accounts/auth/hashing_queue'
import { ServiceBusy } from '#app/accounts/errors'

test.group('HashingQueue', () => {
  test('runs so many at once, the others in their order', async ({ assert }) => {
    const queue = new HashingQueue(2, 10)
    const order: number[] = []
    let running = 0
    let most = 0
    const work = async (index: number) => {
      most = Math.max(most, ++running)
      order.push(index)
      await new Promise((resolve) => setImmediate(resolve))
      running--
    }

    await Promise.all([0, 1, 2, 3, 4, 5].map((index) => queue.run(() => work(index))))
    assert.equal(most, 2)
    assert.deepEqual(order, [0, 1, 2, 3, 4, 5])
  })

  test('refuses who finds no place, and goes on with the others', async ({ assert }) => {
    const queue = new HashingQueue(1, 1)
    const work = async () => 'done'
    const [first, second, third] = await Promise.allSettled([
      queue.run(work),
      queue.run(work),
      queue.run(work),
    ])
    assert.equal(first.status, 'fulfilled')
    assert.equal(second.status, 'fulfilled')
    assert.instanceOf((third as PromiseRejectedResult).reason, ServiceBusy)
    assert.equal(await queue.run(work), 'done')
  })

  test('gives a place free where the work fails', async ({ assert }) => {
    const queue = new HashingQueue(1, 0)
    await assert.rejects(() => queue.run(() => Promise.reject(new Error('broken'))), 'broken')
    assert.equal(await queue.run(async () => 'done'), 'done')
  })
})
