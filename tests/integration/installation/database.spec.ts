import { test } from '@japa/runner'
import { freePort } from '#app/process/free_port'
import { ChildProgram } from '#tests/support/services/child_program'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'

const server = (variables: NodeJS.ProcessEnv) => {
  const env = { ...process.env, LOG_LEVEL: 'info', PORT: '0', ...variables }
  return new ChildProgram(['--import=@poppinss/ts-exec', 'bin/server.ts'], env)
}

/** The suite's database, by a url that is wrong in one respect. */
function wrongly(part: 'username' | 'password' | 'pathname') {
  return Object.assign(new URL(process.env.DATABASE_URL!), { [part]: 'secret-word' }).href
}

test.group('starting on a database', () => {
  test('that refuses the {1} ends the {0} with one line that names the variable')
    .with([
      ['API', 'username'],
      ['API', 'password'],
      ['API', 'pathname'],
      ['worker', 'password'],
    ] as const)
    .run(async ({ assert }, [name, part]) => {
      const start = name === 'API' ? server : spawnWorker
      const program = start({ DATABASE_URL: wrongly(part) })
      assert.equal(await program.ended, 1)
      const said = program.output.trim().split('\n')
      assert.lengthOf(said, 1, program.output)
      assert.match(said[0], /^DATABASE_URL: the database \S+ at \S+ can't be used \(/)
    })

  test('that is away goes on without it, and says so', async ({ assert }) => {
    const away = `postgres://user:secret-word@127.0.0.1:${await freePort()}/inbox`
    const program = await spawnServer({ DATABASE_URL: away, LOG_LEVEL: 'info' })
    await program.says(/DATABASE_URL: the database inbox at \S+ can't be used \(/)
    assert.notInclude(program.output, 'secret-word')
  })
})
