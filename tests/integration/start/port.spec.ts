import { test } from '@japa/runner'
import { ChildProgram } from '#tests/support/child_program'
import { spawnServer } from '#tests/support/spawn'

test.group('a PORT that is taken', () => {
  test('stops the API of {$self} processes with one line that names it')
    .with(['1', '2'])
    .run(async ({ assert }, processes) => {
      const first = await spawnServer()
      const { port } = new URL(first.url)
      const variables = { PORT: port, API_PROCESSES: processes, LOG_LEVEL: 'info' }
      const second = new ChildProgram(['--import=@poppinss/ts-exec', 'bin/server.ts'], {
        ...process.env,
        ...variables,
      })
      assert.equal(await second.ended, 1)
      assert.equal(
        second.output.trim(),
        `PORT ${port} is taken: stop the program that listens there, or set PORT to another one.`
      )
    })
})
