import { test } from '@japa/runner'
import { ChildProgram } from '#tests/support/services/child_program'

test.group('a variable that is wrong', () => {
  test('stops the {name} with one line that names it')
    .with([
      { name: 'API', command: ['--import=@poppinss/ts-exec', 'bin/server.ts'] },
      { name: 'worker', command: ['ace.js', 'worker'] },
      { name: 'migration', command: ['ace.js', 'migration:run', '--force'] },
    ])
    .run(async ({ assert }, { command }) => {
      const program = new ChildProgram(command, { ...process.env, PORT: 'http', LOG_LEVEL: 'info' })
      assert.equal(await program.ended, 1)
      assert.equal(program.output.trim(), 'PORT should be a whole number of a port from 0 to 65535')
    })
})
