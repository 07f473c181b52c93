import { test } from '@japa/runner'
import { ChildProgram } from '#tests/support/services/child_program'
import { spawnServer } from '#tests/support/services/spawn'

test.group('a PORT that is taken', () => {
  test('stops the API with one line that names it', async ({ assert }) => {
    const first = await spawnServer()
    const { port } = new URL(first.url)
    const variables = { ...process.env, PORT: port, LOG_LEVEL: 'info' }
    const second = new ChildProgram(['--import=@poppinss/ts-exec', 'bin/server.ts'], variables)
    assert.equal(await second.ended, 1)
    assert.equal(
      second.output.trim(),
      `PORT ${port} is taken: stop the program that listens there, or set PORT to another one.`
    )
  })
})
