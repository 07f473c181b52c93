import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import storage from '#config/storage'
import { UserFactory } from '#database/factories/user_factory'
import { ChildProgram } from '#tests/support/services/child_program'
import { emptyInbox } from '#tests/support/services/empty_inbox'
import { DIFFERING, OBJECTS_EACH, fillStore } from '#tests/support/services/full_store'
import { watchMemory } from '#tests/support/measure/resident_memory'

/** A bucket takes its objects one request at a time. */
const OBJECTS = storage.s3 ? 100_000 : 1_000_000
const ASSETS = Math.floor(OBJECTS / OBJECTS_EACH)

const say = (line: string) => console.log(`    ${line}`)

test.group('inbox:check', (group) => {
  group.each.setup(emptyInbox)
  group.each.teardown(async () => {
    // Node's own would hold all the names at once.
    await promisify(execFile)('rm', ['-rf', join(storage.disk.root, 'assets')])
    await emptyInbox()
  })

  test(`compares ${OBJECTS} objects in memory that does not grow`, async ({ assert }) => {
    const { id } = await UserFactory.create()
    await fillStore(id, ASSETS, (done) => {
      if (done % 50_000 === 0) say(`${done} assets are there`)
    })

    const startedAt = performance.now()
    const program = new ChildProgram(['ace.js', 'inbox:check'])
    const memory = watchMemory(program)
    const code = await program.ended
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    const [first, last] = memory.peaks(2)
    say(`${OBJECTS} objects in ${seconds} s, at most ${Math.round(Math.max(first, last) / 1e6)} MB`)

    const differing = Math.floor(ASSETS / DIFFERING)
    assert.equal(code, 1)
    assert.include(program.output, `${ASSETS} assets compared`)
    assert.include(program.output, `${differing} orphan`)
    assert.include(program.output, `${differing} missing`)
    // The second half of the way needs no more than the first.
    assert.isBelow(last, first * 1.2)
  })
})
