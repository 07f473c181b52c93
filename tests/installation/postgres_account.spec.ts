import { chmod, mkdtemp, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { PostgresAccount } from '#app/installation/postgres_account'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

/** A project as root has it in /root: a folder and a program that are the owner's alone. */
async function privateProject() {
  const folder = await temporaryFolder()
  const program = join(folder, 'program')
  await writeFile(program, '#!/bin/sh\nid -u\n')
  await chmod(program, 0o700)
  return { folder, program }
}

test.group("PostgreSQL's account", () => {
  test('is never root', async ({ assert }) => {
    const { folder, program } = await privateProject()
    const account = await PostgresAccount.choose(join(folder, 'postgres'), folder, program)
    assert.notEqual(await account.run('/usr/bin/id', ['-u']), '0\n')
  })

  test("reaches a project that is its owner's alone", async ({ assert }) => {
    const { folder, program } = await privateProject()
    const account = await PostgresAccount.choose(join(folder, 'postgres'), folder, program)
    assert.match(await account.run(program, []), /^\d+\n$/)
    // PostgreSQL asks access(2) before it runs a program of its own, and so does test(1).
    await assert.doesNotReject(() => account.run('/usr/bin/test', ['-x', program]))
  })

  test('is the one that owns the data already', async ({ assert }) => {
    const { folder, program } = await privateProject()
    const first = await PostgresAccount.choose(join(folder, 'postgres'), folder, program)
    const cluster = await mkdtemp(join(folder, 'postgres-'))
    await first.own(cluster)

    const second = await PostgresAccount.choose(cluster, folder, program)
    const { uid } = await stat(cluster)
    assert.equal(await second.run('/usr/bin/id', ['-u']), `${uid}\n`)
  })
})
