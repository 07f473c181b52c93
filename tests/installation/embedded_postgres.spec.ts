import { EmbeddedPostgres } from '#app/installation/embedded_postgres'
import { disposableSettings } from '#app/installation/postgres_settings'
import { removeFolder, temporaryFolder } from '#tests/support/services/temporary_folder'
import { getActiveTestOrFail, test } from '@japa/runner'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows
}

async function postmaster(dataDir: string) {
  return Number.parseInt(await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8'))
}

/** Starts a server that ends with the running test, unless the test has ended it already. */
async function start(dataDir: string) {
  const postgres = await EmbeddedPostgres.start(dataDir, disposableSettings)
  getActiveTestOrFail().cleanup(async () => {
    if (existsSync(join(dataDir, 'postgres/postmaster.pid'))) await postgres.stop()
  })
  return postgres
}

test.group('embedded PostgreSQL', (group) => {
  let dataDir: string

  group.setup(async () => {
    dataDir = await temporaryFolder()
    return () => removeFolder(dataDir)
  })

  test('is UTF-8 with checksums, and the application is no superuser', async ({ assert }) => {
    const { url } = await start(dataDir)
    const [settings] = await ask(
      url,
      `SELECT current_setting('server_encoding') AS encoding,
              current_setting('data_checksums') AS checksums,
              current_setting('is_superuser') AS superuser`
    )
    assert.deepEqual(settings, { encoding: 'UTF8', checksums: 'on', superuser: 'off' })
  })

  test('keeps its address from other users', async ({ assert }) => {
    const { url } = await start(dataDir)
    const file = await stat(join(dataDir, 'postgres.url'))
    assert.equal(file.mode & 0o777, 0o600)

    const stranger = new URL(url)
    stranger.password = 'guessed'
    await assert.rejects(() => ask(stranger.href, 'SELECT 1'), /password authentication failed/)
  })

  test('keeps rows, password and address over a restart', async ({ assert }) => {
    const first = await start(dataDir)
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one')
    await first.stop()

    const second = await start(dataDir)
    assert.equal(second.url, first.url)
    assert.deepEqual(await ask(second.url, 'SELECT one FROM kept'), [{ one: 1 }])
  })

  test('starts again after a kill -9', async ({ assert }) => {
    await start(dataDir)
    process.kill(await postmaster(dataDir), 'SIGKILL')

    const { url } = await start(dataDir)
    assert.deepEqual(await ask(url, 'SELECT 1 AS one'), [{ one: 1 }])
  })

  test('ends a server that was left running', async ({ assert }) => {
    await start(dataDir)
    const left = await postmaster(dataDir)

    await start(dataDir)
    assert.notEqual(await postmaster(dataDir), left)
  })

  test('spares a stranger that has the number of a server long dead', async ({ assert }) => {
    await writeFile(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n`)
    const { url } = await start(dataDir)
    assert.deepEqual(await ask(url, 'SELECT 1 AS one'), [{ one: 1 }])
  })

  test('makes its data anew where a start died half-way', async ({ assert }) => {
    await rename(join(dataDir, 'postgres'), join(dataDir, 'postgres.unfinished-1'))
    const { url } = await start(dataDir)
    assert.deepEqual(await ask(url, 'SELECT 1 AS one'), [{ one: 1 }])
    assert.isFalse(existsSync(join(dataDir, 'postgres.unfinished-1')))
  })
})

test.group('embedded PostgreSQL | refuses', () => {
  test('data of another PostgreSQL, naming both versions', async ({ assert }) => {
    const dataDir = await temporaryFolder()
    await mkdir(join(dataDir, 'postgres'))
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '12\n')
    await assert.rejects(() => start(dataDir), /written by PostgreSQL 12, .* brings \d+/)
  })

  test('a folder that holds something else', async ({ assert }) => {
    const dataDir = await temporaryFolder()
    await mkdir(join(dataDir, 'postgres'))
    await writeFile(join(dataDir, 'postgres/holiday.jpg'), '')
    await assert.rejects(() => start(dataDir), /holds something that is no PostgreSQL data/)
  })
})
