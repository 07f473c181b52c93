import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { backupCheckpoints } from '#app/observability/tracing/checkpoints'
import { EmbeddedPostgres } from '#app/installation/embedded_postgres'
import { backUp, contentsOf, finished, rowsIn, run } from '#tests/support/services/backups'
import { withFlippedBit, withManifest } from '#tests/support/services/backups'
import { Client } from '#tests/support/chaos/client'
import { Installation } from '#tests/support/services/installation'
import { dyingAt } from '#tests/support/services/spawn'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const EMBEDDED = { REDIS_URL: undefined, S3_BUCKET: undefined }
/** One that changes no column, so that this release's rows are an older one's too. */
const LATER_MIGRATION = 'database/migrations/0014_index_ended_jobs'

/** A restore into a folder of its own, and how it ended. */
async function restore(backup: string, variables: NodeJS.ProcessEnv = {}) {
  const target = new Installation(await temporaryFolder(), EMBEDDED)
  const { code, output } = await run(target, ['inbox:restore', '--from', backup], variables)
  return { target, code, output, left: await readdir(target.dataDir) }
}

test.group('inbox:backup and inbox:restore | faults', (group) => {
  let source: Installation
  let folder: string
  let backup: string

  group.setup(async () => {
    source = new Installation(await temporaryFolder(), EMBEDDED)
    folder = await temporaryFolder()
    const { url } = await source.startReady()
    const person = { email: 'ada@example.org', password: 'a long enough password' }
    const answer = await new Client('', () => url).ask('POST', '/auth/register', person)
    await new Client(answer.data.accessToken, () => url).upload('good/phone.jpg')
    backup = await backUp(source, folder)
    return async () => {
      await source.remove()
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('one flipped bit is found, whichever file it is in, and nothing is left', async ({
    assert,
  }) => {
    const { objects, manifest } = await contentsOf(backup)
    const paths = [
      'manifest.json',
      'manifest.sha256',
      'objects.jsonl',
      'app.key',
      `objects/${objects[0].key}`,
      ...manifest.tables.slice(0, 2).map(({ path }) => path),
    ]
    for (const path of paths) {
      const { code, output, left } = await restore(await withFlippedBit(backup, path))
      assert.equal(code, 1)
      assert.match(output, /The backup is damaged and is not used: \S+ is not as it was written/)
      assert.isEmpty(left, path)
    }
  })

  test('a file that is gone is a damage too', async ({ assert }) => {
    const { objects } = await contentsOf(backup)
    const copy = await withManifest(backup, () => {})
    await rm(join(copy, 'objects', objects[0].key))
    const { code, output, left } = await restore(copy)
    assert.equal(code, 1)
    assert.include(output, `${objects[0].key} is not as it was written`)
    assert.isEmpty(left)
  })

  test('a folder that is no backup is refused', async ({ assert }) => {
    const { code, output, left } = await restore(folder)
    assert.equal(code, 1)
    assert.include(output, 'is no backup')
    assert.isEmpty(left)
  })

  test('a backup of a newer release is refused, and its release is named', async ({ assert }) => {
    const newer = await withManifest(backup, (manifest) => {
      manifest.version = '9.9.9'
      manifest.migrations.push('database/migrations/9999_of_tomorrow')
    })
    const other = await withManifest(backup, (manifest) => void (manifest.format = 99))
    for (const copy of [newer, other]) {
      const { code, output, left } = await restore(copy)
      assert.equal(code, 1)
      assert.match(output, /made by a newer release \((9\.9\.9|\d+\.\d+\.\d+); .+\)/)
      assert.isEmpty(left)
    }
  })

  test('a backup of an older release is brought up to this one', async ({ assert }) => {
    const older = await withManifest(backup, ({ migrations }) => {
      migrations.splice(migrations.indexOf(LATER_MIGRATION), 1)
    })
    const { code, output, target } = await restore(older)
    assert.equal(code, 0, output)
    const postgres = await EmbeddedPostgres.start(target.dataDir)
    const tables = [
      { schema: 'public', name: 'adonis_schema', columns: ['name'], path: 'migrations' },
      { schema: 'pg_catalog', name: 'pg_indexes', columns: ['indexname'], path: 'indexes' },
    ].map((table) => ({ ...table, rows: 0, sequence: null, size: 0, sha256: '' }))
    const found = await rowsIn(postgres.url, tables)
    await postgres.stop()
    assert.includeMembers(found.get('migrations')!, [LATER_MIGRATION])
    assert.includeMembers(found.get('indexes')!, ['jobs_ended_index'])
  })

  test('a folder that is not empty is refused, and stays as it is', async ({ assert }) => {
    const target = new Installation(await temporaryFolder(), EMBEDDED)
    await writeFile(join(target.dataDir, 'holiday.jpg'), '')
    for (const variables of [{}, { DATA_DIR: source.dataDir }]) {
      const { code, output } = await run(target, ['inbox:restore', '--from', backup], variables)
      assert.equal(code, 1)
      assert.match(output, /is not empty|is in use by another start/)
    }
    assert.deepEqual(await readdir(target.dataDir), ['holiday.jpg'])
  })

  for (const variables of [{ DATABASE_URL: 'postgres://x@127.0.0.1/x' }, { S3_BUCKET: 'photos' }]) {
    const [name] = Object.keys(variables)
    test(`services are left alone: ${name}`, async ({ assert }) => {
      const others = {
        ...variables,
        APP_KEY: 'a key of thirty-two characters or some more',
        S3_REGION: 'x',
      }
      const backedUp = await run(source, ['inbox:backup', '--to', folder], others)
      const restored = await restore(backup, others)
      for (const { code, output } of [backedUp, restored]) {
        assert.equal(code, 1)
        assert.include(output, `${name} names a service`)
      }
      assert.isEmpty(restored.left)
    })
  }

  for (const step of backupCheckpoints.filter((name) => name.startsWith('backup'))) {
    test(`killed at ${step} leaves no backup, and the next one clears up`, async ({ assert }) => {
      const before = await finished(folder)
      const args = ['inbox:backup', '--to', folder]
      const { code } = await run(source, args, dyingAt(step))
      assert.equal(code, 'SIGKILL')
      assert.deepEqual(await finished(folder), before)
      assert.lengthOf(await readdir(folder), before.length + 1)

      await backUp(source, folder)
      assert.lengthOf(await readdir(folder), before.length + 1)
      assert.lengthOf(await finished(folder), before.length + 1)
    })
  }

  for (const step of backupCheckpoints.filter((name) => name.startsWith('restore'))) {
    test(`killed at ${step} starts nothing half, and is simply repeated`, async ({ assert }) => {
      const { target, code } = await restore(backup, dyingAt(step))
      assert.equal(code, 'SIGKILL')
      const start = target.start()
      assert.equal(await start.ended, 1)
      assert.match(start.output, /^\S+ is half restored: .+\n$/)

      const { code: second, output } = await run(target, ['inbox:restore', '--from', backup])
      assert.equal(second, 0, output)
      const program = await target.startReady()
      program.signal('SIGTERM')
      assert.equal(await program.ended, 0)
    })
  }

  test('what somebody put into a half restored folder is not removed', async ({ assert }) => {
    const { target } = await restore(backup, dyingAt('restore.copied'))
    await mkdir(join(target.dataDir, 'holidays'))
    const { code, output } = await run(target, ['inbox:restore', '--from', backup])
    assert.equal(code, 1)
    assert.include(output, 'is not empty')
    assert.include(await readdir(target.dataDir), 'holidays')
  })
})
