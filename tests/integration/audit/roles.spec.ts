import pg from 'pg'
import { test } from '@japa/runner'
import { EmbeddedPostgres } from '#embedded/embedded_postgres'
import { disposableSettings } from '#embedded/postgres_settings'
import { ChildProgram } from '#tests/support/child_program'
import { eventually } from '#tests/support/eventually'
import { temporaryFolder } from '#tests/support/temporary_folder'

test.group('a role for migrations and another for the application', () => {
  test('leave the application no right to change or delete a line', async ({ assert, cleanup }) => {
    const dataDir = await temporaryFolder()
    const server = await EmbeddedPostgres.start(dataDir, disposableSettings)
    cleanup(() => server.stop())
    const owner = await connect(server.url)
    await owner.query(`create role application login password 'secret'`)

    const url = Object.assign(new URL(server.url), { username: 'application', password: 'secret' })
    const variables = {
      ...process.env,
      DATABASE_URL: url.href,
      DATABASE_MIGRATION_URL: server.url,
      DATA_DIR: dataDir,
    }
    const ace = (...words: string[]) => new ChildProgram(['ace.js', ...words], variables)
    const migration = ace('migration:run', '--no-schema-generate')
    assert.equal(await migration.ended, 0, migration.output)
    const seeding = ace('db:seed')
    assert.equal(await seeding.ended, 0, seeding.output)

    const application = await connect(url.href)
    const { rows } = await application.query('select action from audit_logs')
    assert.deepEqual(rows, [{ action: 'user.created' }])
    for (const statement of [
      `update audit_logs set action = 'nothing'`,
      'delete from audit_logs',
      'truncate audit_logs',
      'alter table audit_logs disable trigger user',
      'drop table audit.seals',
      'delete from audit.seals',
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
})

async function connect(connectionString: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return client
}
