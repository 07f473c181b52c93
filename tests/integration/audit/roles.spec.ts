import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import { EmbeddedPostgres } from '#app/installation/embedded_postgres'
import { disposableSettings } from '#app/installation/postgres_settings'
import type { HealthReport } from '#app/monitoring/health/health_monitor'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { spawnServer } from '#tests/support/services/spawn'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

test.group('a role for migrations and another for the application', (group) => {
  group.tap((own) => own.tags(['@once']))

  test('leave the application no right to change or delete a line', async ({ assert, cleanup }) => {
    const { variables, ace } = await installation(cleanup)
    const seeding = ace('db:seed')
    assert.equal(await seeding.ended, 0, seeding.output)

    const owner = await connect(variables.DATABASE_MIGRATION_URL)
    const application = await connect(variables.DATABASE_URL)
    const { rows } = await application.query('select action from audit_logs')
    assert.deepEqual(rows, [{ action: 'user.created' }])
    for (const statement of [
      `update audit_logs set action = 'nothing'`,
      'delete from audit_logs',
      'truncate audit_logs',
      'alter table audit_logs disable trigger user',
      'drop table audit.seals',
      'delete from audit.seals',
      'delete from adonis_schema',
    ]) {
      await assert.rejects(() => application.query(statement), /permission denied|must be owner/)
    }

    ace('worker')
    await eventually(async () => {
      const sealed = await owner.query('select from audit.seals')
      return sealed.rowCount === 1
    })
    const verification = ace('audit:verify')
    assert.equal(await verification.ended, 0, verification.output)
    await Promise.all([owner.end(), application.end()])
  })

  test('let the application see that all migrations have run', async ({ assert, cleanup }) => {
    const { variables, ace } = await installation(cleanup)
    const doctor = ace('inbox:doctor')
    assert.equal(await doctor.ended, 0, doctor.output)
    assert.include(doctor.output, 'all migrations have run')

    const server = await spawnServer(variables)
    const health = await fetch(`${server.url}/health`)
    const { data } = (await health.json()) as { data: HealthReport }
    assert.equal(data.parts.migrations.status, 'ok')
    assert.equal(health.status, 200, JSON.stringify(data))
    assert.notInclude(server.output, 'permission denied')
  })

  test('have what an older version may not see told of, and granted', async ({
    assert,
    cleanup,
  }) => {
    const { variables, ace } = await installation(cleanup)
    const owner = await connect(variables.DATABASE_MIGRATION_URL)
    await owner.query('revoke select on adonis_schema from inbox')
    await owner.query(`delete from adonis_schema where name like '%grant_migrations_tables'`)
    await owner.end()
    const doctor = ace('inbox:doctor')
    assert.equal(await doctor.ended, 1, doctor.output)
    assert.match(doctor.output, /not all migrations have run\s+→ Run: node ace migration:run/)

    const server = await spawnServer(variables)
    const health = await fetch(`${server.url}/health`)
    const { errors } = (await health.json()) as { errors: { code: string }[] }
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['E_MIGRATIONS_PENDING']
    )

    const migration = ace('migration:run', '--force', '--no-schema-generate')
    assert.equal(await migration.ended, 0, migration.output)
    const second = ace('inbox:doctor')
    assert.equal(await second.ended, 0, second.output)
  })
})

/** An installation on the two roles of docs/authentication.md, with nothing else outside it. */
async function installation(cleanup: TestContext['cleanup']) {
  const dataDir = await temporaryFolder()
  const server = await EmbeddedPostgres.start(dataDir, disposableSettings)
  cleanup(() => server.stop())
  await runDocumented(server.url)

  const variables = {
    DATABASE_URL: urlOf(server.url, 'inbox'),
    DATABASE_MIGRATION_URL: urlOf(server.url, 'inbox_owner'),
    DATA_DIR: dataDir,
    REDIS_URL: '',
    S3_BUCKET: '',
  }
  const ace = (...words: string[]) => {
    return new ChildProgram(['ace.js', ...words], { ...process.env, ...variables })
  }
  const migration = ace('migration:run', '--force', '--no-schema-generate')
  if ((await migration.ended) !== 0) throw new Error(migration.output)
  return { variables, ace }
}

/** The embedded server has a role and a database called media_inbox already. */
async function runDocumented(serverUrl: string) {
  const text = await readFile(new URL('../../../docs/authentication.md', import.meta.url), 'utf8')
  const [, statements] = /```sql\n([^`]*create database[^`]*)```/.exec(text)!
  const superuser = await connect(serverUrl)
  for (const statement of statements.trim().split('\n')) {
    await superuser.query(statement.replaceAll('media_inbox', 'inbox').replace('…', 'secret'))
  }
  await superuser.end()
}

function urlOf(serverUrl: string, username: string) {
  const role = { username, password: 'secret', pathname: '/inbox' }
  return Object.assign(new URL(serverUrl), role).href
}

async function connect(connectionString: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return client
}
