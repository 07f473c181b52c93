import { test } from '@japa/runner'
import { connected, freshDatabase, migrateDatabase } from '#tests/support/services/databases'
import { eventually } from '#tests/support/eventually'
import { faultsOf } from '#tests/support/measure/migration_rules'

/** Those before it made the tables, when no service ran on them yet. */
const FIRST_CHANGE = 'database/migrations/0014'
const UPGRADE = ['tests/fixtures/upgrade']

test.group('Migrations', () => {
  test('do nothing that a running service would have to wait for', async ({ assert, cleanup }) => {
    const database = await freshDatabase()
    cleanup(database.remove)
    for (const paths of [['database/migrations'], UPGRADE]) {
      const files = await migrateDatabase(database, { paths, dryRun: true })
      const changes = Object.entries(files).filter(([name]) => name >= FIRST_CHANGE)
      assert.isNotEmpty(changes)
      for (const [name, { queries }] of changes) assert.deepEqual(faultsOf(queries), [], name)
    }
  })

  for (const [statement, fault] of [
    ['create index assets_x on assets (x)', /buildIndex/],
    ['create unique index assets_x on "assets" (x)', /buildIndex/],
    ['alter table assets add constraint a check (size > 1)', /NOT VALID/],
    ['alter table assets add foreign key (x) references users (id)', /NOT VALID/],
    ['alter table assets add column x uuid references users (id)', /NOT VALID/],
    ['alter table assets add constraint a unique (x)', /USING INDEX/],
    ['alter table assets alter column size type numeric', /anew/],
    ['alter table assets alter column etag set not null', /NOT VALID/],
    ['alter table assets add column x uuid default gen_random_uuid()', /batches/],
    ['alter table assets add column x bigserial', /batches/],
    ['alter table assets rename column etag to tag', /the version that runs/],
    [`update assets set etag = ''`, /batches/],
  ] as const) {
    test(`are held to their rules: ${statement}`, ({ assert }) => {
      const locked = ['lock table "assets" in access exclusive mode', statement]
      assert.match(faultsOf(locked).join('\n'), fault)
      assert.isEmpty(faultsOf(['create table assets (id uuid)', statement]))
    })
  }

  test('are held to their rules: locks first, and proofs alone', ({ assert }) => {
    const add = 'alter table assets add column x text'
    assert.match(faultsOf([add]).join(), /extend Migration/)
    assert.isEmpty(faultsOf(['lock table "assets" in access exclusive mode', add]))
    const prove = 'alter table assets validate constraint a'
    assert.isEmpty(faultsOf([prove]))
    const both = ['lock table "assets" in access exclusive mode', add, prove]
    assert.match(faultsOf(both).join(), /VALIDATE/)
  })

  test('give way to a table that is in use, and go on when it is free', async ({
    assert,
    cleanup,
  }) => {
    const database = await freshDatabase()
    cleanup(database.remove)
    await migrateDatabase(database)
    await connected(database.url, async (reader) => {
      await reader.query('begin; select from assets limit 1')
      const migration = migrateDatabase(database, { paths: UPGRADE })
      await connected(database.url, async (other) => {
        const isWaiting = `select from pg_locks where mode = 'AccessExclusiveLock' and not granted`
        await eventually(async () => {
          const { rowCount } = await other.query(isWaiting)
          return rowCount === 1
        })
        await other.query('select from assets limit 1')
        const { rowCount } = await other.query(isWaiting)
        assert.equal(rowCount, 0)
      })
      await reader.query('commit')
      await migration
    })
    const found = await connected(database.url, (client) => {
      return client.query(`select indisvalid from pg_index
        where indexrelid = 'assets_rating_index'::regclass`)
    })
    assert.deepEqual(found.rows, [{ indisvalid: true }])
  })
})
