import { mock } from 'node:test'
import { test } from '@japa/runner'
import Job from '#app/jobs/models/job'
import { keepAlive } from '#app/processing/heartbeat'
import { processingSeconds } from '#config/queue'

test.group('A run that is kept alive', (group) => {
  // Japa's own would go off with the others.
  group.tap((own) => own.disableTimeout())
  group.each.setup(() => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
    return () => mock.timers.reset()
  })

  test('beats every five seconds, and ends when its time is over', ({ assert }) => {
    const job = new Job()
    const beat = mock.method(job, 'beat', async () => true)
    using life = keepAlive(job)
    mock.timers.tick(15_000)
    assert.equal(beat.mock.callCount(), 3)
    assert.isFalse(life.signal.aborted)

    mock.timers.tick(processingSeconds * 1_000)
    assert.isTrue(life.signal.aborted)
    assert.isFalse(life.isLost)
  })

  test('leaves no timer behind', ({ assert }) => {
    const job = new Job()
    const beat = mock.method(job, 'beat', async () => true)
    const life = keepAlive(job)
    life[Symbol.dispose]()
    mock.timers.tick(processingSeconds * 1_000)
    assert.equal(beat.mock.callCount(), 0)
    assert.isFalse(life.signal.aborted)
  })
})
