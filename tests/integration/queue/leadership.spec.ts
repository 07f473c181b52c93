import { test } from '@japa/runner'
import { Leadership } from '#app/queue/leadership'
import { SWEEP_LOCK } from '#app/maintenance/sweeper'
import { eventually } from '#tests/support/eventually'
import { spawnWorker } from '#tests/support/services/spawn'

function leadership(cleanup: (handler: () => Promise<void>) => void) {
  const made = new Leadership(SWEEP_LOCK, 'test')
  cleanup(() => made[Symbol.asyncDispose]())
  return made
}

test.group('Leadership', (group) => {
  group.tap((own) => own.tags(['@once']))

  test('is held by one at a time, and passed on when it is left', async ({ assert, cleanup }) => {
    const [first, second] = [leadership(cleanup), leadership(cleanup)]
    const answers = await Promise.all([first.isHeld(), first.isHeld(), first.isHeld()])
    assert.deepEqual(answers, [true, true, true])
    assert.isFalse(await second.isHeld())
    await first[Symbol.asyncDispose]()
    await eventually(() => second.isHeld())
    assert.isFalse(await first.isHeld())
  })

  test('passes on when its worker is killed', async ({ assert, cleanup }) => {
    const worker = spawnWorker()
    const next = leadership(cleanup)
    await worker.says(/worker ready/)
    await eventually(async () => !(await isFree()))
    assert.isFalse(await next.isHeld())
    await worker.kill()
    await eventually(() => next.isHeld())
  })

  test('passes on when its worker stands still', async ({ assert, cleanup }) => {
    const worker = spawnWorker()
    const next = leadership(cleanup)
    await worker.says(/worker ready/)
    await eventually(async () => !(await isFree()))
    worker.signal('SIGSTOP')
    assert.isFalse(await next.isHeld())
    await eventually(() => next.isHeld(), { deadline: 30_000 })

    worker.signal('SIGCONT')
    worker.signal('SIGTERM')
    await worker.ended
    assert.isTrue(await next.isHeld())
  })
})

/** Whether nobody holds it right now; takes it for a moment to find out. */
async function isFree() {
  await using passing = new Leadership(SWEEP_LOCK, 'test')
  return await passing.isHeld()
}
