import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { ChildProgram } from '#tests/support/services/child_program'

/** Runs the command with other variables than the suite's; its exit code and what it said. */
async function doctor(variables: NodeJS.ProcessEnv = {}) {
  const program = new ChildProgram(['ace.js', 'inbox:doctor'], { ...process.env, ...variables })
  return { code: await program.ended, said: program.output }
}

test.group('inbox:doctor', () => {
  test('tells of each part, and what is well', async ({ assert }) => {
    const { code, said } = await doctor({ REDIS_URL: '', S3_BUCKET: '' })
    assert.equal(code, 0, said)
    assert.match(said, /pass {2}database {2}PostgreSQL \d+/)
    assert.match(said, /pass {2}database {2}all migrations have run/)
    assert.match(said, /pass {2}database {2}the clock of the database agrees/)
    assert.match(said, /pass {2}queue {5}PostgreSQL carries the queue/)
    assert.match(said, /pass {2}store {5}objects can be written/)
    assert.match(said, /machine {3}\d+ MB are free/)
  })

  test('works where nothing is set up and nothing runs', async ({ assert, cleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'doctor-'))
    cleanup(() => rm(folder, { recursive: true }))
    const nothing = { PATH: process.env.PATH, ENV_PATH: folder, DATA_DIR: folder, QUOTA_BYTE: '1' }
    const program = new ChildProgram(['ace.js', 'inbox:doctor'], nothing)
    assert.equal(await program.ended, 1)
    assert.match(program.output, /fail {2}database {2}nothing is set up[^]*?→ Run: npm start/)
    assert.match(program.output, /warn .*QUOTA_BYTE is set[^]*?→ Is it meant to be QUOTA_BYTES\?/)
    assert.notMatch(program.output, /^ +at /m)
    assert.lengthOf(program.output.match(/fail {2}/g)!, 1)
  }).tags(['@once'])

  test('ends quietly when its reader has read enough', async ({ assert }) => {
    const run = promisify(execFile)
    const { stderr } = await run('sh', ['-c', '"$0" ace.js list | head -n 1', process.execPath])
    assert.notMatch(stderr, /EPIPE/)
  }).tags(['@once'])

  test('says that migrations have not run, and how to run them', async ({ assert, cleanup }) => {
    const last = await db.from('adonis_schema').orderBy('id', 'desc').firstOrFail()
    await db.from('adonis_schema').where({ id: last.id }).delete()
    cleanup(async () => {
      await db.table('adonis_schema').insert(last)
    })
    const { code, said } = await doctor()
    assert.equal(code, 1, said)
    assert.match(said, /fail {2}database {2}1 migrations have not run/)
    assert.match(said, /→ Run: node ace migration:run --force/)
  })

  test('says what to do where services do not answer, and tries the others', async ({ assert }) => {
    const nowhere = '127.0.0.1:1'
    const { code, said } = await doctor({
      DATABASE_URL: `postgres://user:secret-word@${nowhere}/inbox`,
      REDIS_URL: `redis://${nowhere}`,
      ...{ S3_BUCKET: 'photos', S3_ENDPOINT: `http://${nowhere}` },
      ...{ S3_ACCESS_KEY: 'key', S3_SECRET_KEY: 'secret-word' },
      // Nothing is kept there: a container has no such folder.
      DATA_DIR: '/nowhere',
    })
    assert.equal(code, 1, said)
    for (const part of ['database', 'queue   ', 'store   ']) {
      assert.match(said, new RegExp(`fail {2}${part} [^]*?→ \\S`), part)
    }
    assert.match(said, /queue {5}cannot be used: ECONNREFUSED/)
    assert.match(said, /machine {3}videos get/)
    assert.notMatch(said, /^ +at |ioredis/m)
    assert.notInclude(said, 'secret-word')
  })
})
