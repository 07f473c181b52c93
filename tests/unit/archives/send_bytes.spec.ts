import { Writable } from 'node:stream'
import { test } from '@japa/runner'
import { sendBytes } from '#app/archives/send_bytes'

async function* chunks(count: number) {
  for (let index = 0; index < count; index++) yield Buffer.alloc(1_000, index)
}

test.group('The bytes of an archive', () => {
  test('are made when those before have left', async ({ assert }) => {
    let made = 0
    let taken = 0
    const to = new Writable({
      write(_chunk, _encoding, done) {
        taken++
        assert.isAtMost(made - taken, 1)
        setImmediate(done)
      },
    })
    const counted = async function* () {
      for await (const chunk of chunks(50)) {
        made++
        yield chunk
      }
    }
    await sendBytes(counted(), to, { idleMs: 60_000 })
    assert.equal(taken, 50)
    assert.isTrue(to.writableEnded)
  })

  test('end with a client that takes nothing for too long', async ({ assert }) => {
    const to = new Writable({ write() {} })
    await sendBytes(chunks(3), to, { idleMs: 20 })
    assert.isTrue(to.destroyed)
    assert.isFalse(to.writableEnded)
  })
})
