import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { freePort } from '#app/process/free_port'
import { ChildProgram } from '#tests/support/services/child_program'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const COMMANDS = [
  ['inbox:check'],
  ['audit:verify'],
  ['media:regenerate'],
  ['user:quota', 'ada@example.org', '--default'],
]

async function nowhere() {
  return `postgres://inbox:hunter2@127.0.0.1:${await freePort()}/inbox`
}

async function saidBy(command: string[], variables: NodeJS.ProcessEnv) {
  const program = new ChildProgram(['ace.js', ...command], { ...process.env, ...variables })
  return { code: await program.ended, said: program.output.trim() }
}

test.group('a command without its database', () => {
  test('{0} says in one line that npm start comes first')
    .with(COMMANDS)
    .run(async ({ assert }, command) => {
      const folder = await temporaryFolder()
      await writeFile(join(folder, 'postgres.url'), await nowhere())
      const variables = { DATABASE_URL: '', DATA_DIR: folder }
      const { code, said } = await saidBy(command, variables)
      assert.equal(code, 1)
      assert.equal(
        said,
        `The PostgreSQL below ${folder} does not run: start \`npm start\` with this DATA_DIR first.`
      )
    })

  test('names DATABASE_URL where that is a service', async ({ assert }) => {
    const { code, said } = await saidBy(['inbox:check'], { DATABASE_URL: await nowhere() })
    assert.equal(code, 1)
    assert.match(said, /^DATABASE_URL: the database inbox at 127\.0\.0\.1:\d+ can't be used .+$/)
    assert.notInclude(said, 'hunter2')
  })
})
