import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { preparedRows } from '#app/persistence/prepared_rows'

const statement = { name: 'prepared_rows_spec', text: 'select value from prepared', values: [] }

test.group('Prepared statements', (group) => {
  group.each.setup(async () => {
    await db.rawQuery(`create table prepared as select '1'::varchar(16) as value`)
    return () => db.rawQuery('drop table prepared')
  })

  test('outlive a migration that changes the type of a column', async ({ assert }) => {
    assert.deepEqual(await preparedRows(statement), [{ value: '1' }])
    await db.rawQuery('alter table prepared alter column value type integer using value::integer')
    assert.deepEqual(await preparedRows(statement), [{ value: 1 }])
    assert.deepEqual(await preparedRows(statement), [{ value: 1 }])
  })

  test('run on connections that a minute of silence breaks', async ({ assert }) => {
    const { client: pool } = db.connection().getWriteClient()
    const connection = await pool.acquireConnection()
    await pool.releaseConnection(connection)
    assert.equal(connection.connection.stream.timeout, 60_000)
  })

  test('that are wrong fail as they do anywhere', async ({ assert }) => {
    const wrong = { name: 'prepared_rows_wrong', text: 'select nothing from prepared', values: [] }
    await assert.rejects(() => preparedRows(wrong), /column "nothing" does not exist/)
  })
})
