import { v7 } from 'uuid'
import { getActiveTest, test } from '@japa/runner'
import { MediaQueue } from '#app/jobs/media_queue'
import { MediaWorker, type MediaWorkerOptions } from '#app/processing/media_worker'
import { QueueUnavailable } from '#app/jobs/errors'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { Wire } from '#tests/support/http/wire'
import { backends } from '#tests/support/services/queue_backends'

for (const [name, backend] of Object.entries(backends)) {
  test.group(`queue on ${name}`, () => {
    /** A queue of the running test's own, with a worker that notes what it is handed. */
    function makeQueue(overrides: Partial<MediaWorkerOptions> = {}) {
      const options = { ...backend.options, name: v7(), ...overrides }
      const handle = overrides.handle ?? (async () => ({}))
      const taken: string[] = []
      const queue = new MediaQueue(options)
      const worker = new MediaWorker({
        concurrency: 2,
        onError: () => {},
        ...options,
        handle(id) {
          taken.push(id)
          return handle(id)
        },
      })
      getActiveTest()?.cleanup(async () => {
        await Promise.all([worker.close(), queue.close()])
      })
      return { options, queue, worker, taken }
    }

    test('hands out once what is enqueued twice', async ({ assert }) => {
      const { queue, worker, taken } = makeQueue()
      const [twice, last] = [v7(), v7()]
      await queue.enqueue([{ id: twice }, { id: twice }])
      await queue.enqueue([{ id: twice }])
      await queue.enqueue([{ id: last }])
      await worker.start()
      await eventually(() => taken.includes(last))
      assert.deepEqual(taken, [twice, last])
    })

    test('takes an id again once it has been worked on', async () => {
      const { queue, worker, taken } = makeQueue()
      await worker.start()
      const id = v7()
      await queue.enqueue([{ id }])
      await eventually(() => taken.length === 1)
      await eventually(async () => {
        await queue.enqueue([{ id }])
        return taken.length > 1
      })
    })

    test('takes an id again after its work has thrown', async () => {
      const fail = () => Promise.reject(new Error('the database is away'))
      const { queue, worker, taken } = makeQueue({ handle: fail })
      await worker.start()
      const id = v7()
      await eventually(async () => {
        await queue.enqueue([{ id }])
        return taken.length > 1
      })
    })

    test('holds back what is due later', async ({ assert }) => {
      const { queue, worker, taken } = makeQueue()
      await worker.start()
      const [later, now] = [v7(), v7()]
      const runAt = new Date(Date.now() + 1_500)
      await queue.enqueue([{ id: later, runAt }, { id: now }])
      await eventually(() => taken.length === 2)
      assert.deepEqual(taken, [now, later])
      assert.isAtLeast(Date.now(), runAt.getTime())
    })

    test('hands out again what wants to be tried again', async () => {
      let tries = 0
      const { queue, worker, taken } = makeQueue({
        handle: async () => (++tries < 3 ? { retryAt: new Date(Date.now() + 100) } : {}),
      })
      await worker.start()
      await queue.enqueue([{ id: v7() }])
      await eventually(() => taken.length === 3)
    })

    test('does not hand out what was removed', async ({ assert }) => {
      const { queue, worker, taken } = makeQueue()
      const [removed, stays] = [v7(), v7()]
      await queue.enqueue([{ id: removed }, { id: stays }])
      await queue.remove(removed)
      await queue.remove(v7())
      await worker.start()
      await eventually(() => taken.includes(stays))
      assert.deepEqual(taken, [stays])
    })

    test('closing waits for the job in work and takes no other', async ({ assert }) => {
      const work = Promise.withResolvers<{}>()
      const { queue, worker, taken } = makeQueue({ concurrency: 1, handle: () => work.promise })
      await worker.start()
      await queue.enqueue([{ id: v7() }, { id: v7() }])
      await eventually(() => taken.length === 1)
      let closed = false
      const closing = worker.close().then(() => (closed = true))
      await queue.check()
      assert.isFalse(closed)
      work.resolve({})
      await closing
      assert.lengthOf(taken, 1)
    })

    test('hands out again what a killed worker had taken', async () => {
      const { options, queue, worker, taken } = makeQueue()
      const id = v7()
      await queue.enqueue([{ id }])
      const program = ['--import=@poppinss/ts-exec', 'tests/support/services/stuck_queue_worker.ts']
      const stuck = new ChildProgram([...program, JSON.stringify(options)])
      await stuck.says(new RegExp(`took ${id}`))
      await worker.start()
      await stuck.kill()
      await eventually(() => taken.includes(id), { deadline: 30_000 })
    }).timeout(90_000)

    test('is filled and emptied again after it was wiped', async ({ assert }) => {
      const { queue, worker, taken } = makeQueue()
      const [before, after] = [v7(), v7()]
      await queue.enqueue([{ id: before }])
      await backend.wipe()
      await worker.start()
      await backend.wipe()
      await queue.enqueue([{ id: after }])
      await eventually(() => taken.includes(after))
      assert.deepEqual(taken, [after])
    })

    test('answers soon while it is away, and recovers, from the start on', async ({ assert }) => {
      const wire = await Wire.to(backend.options[backend.url]!)
      const { queue, worker, taken } = makeQueue({ [backend.url]: wire.url })
      const id = v7()
      await assert.rejects(() => queue.enqueue([{ id }]), QueueUnavailable)
      await assert.rejects(() => queue.remove(id), QueueUnavailable)
      await assert.rejects(() => queue.check(), QueueUnavailable)
      const starting = worker.start()

      await wire.join()
      await starting
      await eventually(() => queue.enqueue([{ id }]).then(() => true))
      await eventually(() => taken.includes(id))

      await wire.cut()
      await assert.rejects(() => queue.check(), QueueUnavailable)
      await wire.join()
      const next = v7()
      await eventually(() => queue.enqueue([{ id: next }]).then(() => true))
      await eventually(() => taken.includes(next))
    })

    test('can be closed while it is away', async () => {
      const wire = await Wire.to(backend.options[backend.url]!)
      await wire.join()
      const { queue, worker, taken } = makeQueue({ [backend.url]: wire.url })
      const id = v7()
      await worker.start()
      await queue.enqueue([{ id }])
      await eventually(() => taken.includes(id))
      await wire.cut()
      await Promise.all([worker.close(), queue.close()])

      const never = makeQueue({ [backend.url]: wire.url })
      const starting = never.worker.start()
      await Promise.all([never.worker.close(), never.queue.close()])
      await starting
    })
  })
}
