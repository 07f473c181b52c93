import { test } from '@japa/runner'
import { HashingQueue } from '#app/accounts/auth/hashing_queue'
import { ServiceBusy } from '#app/accounts/sessions/errors'

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

  test('lets lanes take turns, however long one of them is', async ({ assert }) => {
    const queue = new HashingQueue(1, 10)
    const order: string[] = []
    const turns = ['busy', 'busy', 'busy', 'busy', 'quiet', 'other']
    await Promise.all(
      turns.map((lane, index) => {
        const work = async () => void order.push(`${lane} ${index}`)
        return queue.run(work, { lane, isKnown: false })
      })
    )
    assert.deepEqual(order, ['busy 0', 'busy 1', 'quiet 4', 'other 5', 'busy 2', 'busy 3'])
  })

  test('takes the place of the longest lane for a shorter one', async ({ assert }) => {
    const queue = new HashingQueue(1, 2)
    const run = (lane: string) => queue.run(async () => lane, { lane, isKnown: false })
    const outcomes = await Promise.allSettled([run('a'), run('a'), run('a'), run('b'), run('c')])
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'rejected']
    )
  })

  test('gives who is known every second turn and places of their own', async ({ assert }) => {
    const queue = new HashingQueue(1, 3)
    const order: string[] = []
    const run = (lane: string, isKnown: boolean) => {
      return queue.run(async () => void order.push(lane), { lane, isKnown })
    }
    const strangers = ['1', '2', '3', '4'].map((lane) => run(lane, false))
    await Promise.all([...strangers, run('known', true), run('also known', true)])
    assert.deepEqual(order, ['1', 'known', '2', 'also known', '3', '4'])
  })
})
