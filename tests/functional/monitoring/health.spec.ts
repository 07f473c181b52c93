import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import store from '#app/storage/main'
import { StoreUnavailable } from '#app/storage/errors'
import { eventually } from '#tests/support/eventually'

test.group('GET /health', () => {
  test('tells that the process runs', async ({ client }) => {
    const response = await client.get('/health/live')
    response.assertStatus(200)
    response.assertBody({ data: { status: 'ok' } })
  })

  test('reports on every part', async ({ client, assert }) => {
    const response = await untilStatus(client, '/health', 200)
    const { parts } = response.body().data
    assert.includeMembers(Object.keys(parts), ['database', 'migrations', 'store', 'queue'])
    assert.equal(parts.database.status, 'ok')
    assert.equal(parts.store.status, 'ok')
    assert.equal(parts.queue.status, 'ok')
    assert.equal(parts.migrations.status, 'ok')
  })

  test('is answered without a token and is never limited', async ({ client, assert }) => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.get('/health/ready')))
    assert.deepEqual(new Set(answers.map((answer) => answer.status())), new Set([200]))
    assert.notExists(answers[0].header('x-ratelimit-limit'))
  })

  test('is not ready while the store does not answer', async ({ client, assert, cleanup }) => {
    const check = store.check
    cleanup(async () => {
      store.check = check
      await untilStatus(client, '/health/ready', 200)
    })
    store.check = async () => {
      throw new StoreUnavailable('connect ECONNREFUSED 10.0.0.7:9000')
    }

    const response = await untilStatus(client, '/health/ready', 503)
    const { data, errors } = response.body()
    assert.deepEqual(errors, [{ code: 'E_STORE_UNAVAILABLE', message: data.parts.store.message }])
    assert.equal(data.parts.database.status, 'ok')
    assert.notInclude(response.text(), 'ECONNREFUSED')
    const live = await client.get('/health/live')
    live.assertStatus(200)
  })

  test('is not ready while the database does not answer', async ({ client, assert, cleanup }) => {
    const { max } = db.connection().getReadClient().client.pool
    const held = await Promise.all(Array.from({ length: max }, () => db.transaction()))
    cleanup(async () => {
      await Promise.all(held.map((trx) => trx.rollback()))
      await untilStatus(client, '/health/ready', 200)
    })

    const response = await untilStatus(client, '/health/ready', 503)
    assert.containsSubset(response.body().errors, [{ code: 'E_DATABASE_UNAVAILABLE' }])
    assert.equal(response.body().data.parts.database.status, 'error')
    const report = await untilStatus(client, '/health', 503)
    const { data, errors } = report.body()
    assert.equal(data.parts.migrations.status, 'warning')
    assert.notInclude(
      errors.map(({ code }: { code: string }) => code),
      'E_MIGRATIONS_PENDING'
    )
  })

  test('a node is neither healthy nor ready while a migration is missing', async ({
    client,
    assert,
    cleanup,
  }) => {
    const last = await db.from('adonis_schema').orderBy('id', 'desc').firstOrFail()
    await db.from('adonis_schema').where({ id: last.id }).delete()
    cleanup(async () => {
      await db.table('adonis_schema').insert(last)
      await untilStatus(client, '/health', 200)
    })

    const response = await untilStatus(client, '/health', 503)
    const { data, errors } = response.body()
    assert.deepEqual(
      errors.map(({ code }: { code: string }) => code),
      ['E_MIGRATIONS_PENDING']
    )
    assert.equal(data.status, 'error')
    const ready = await client.get('/health/ready')
    assert.equal(ready.status(), 503)
    assert.equal(ready.body().errors[0].code, 'E_MIGRATIONS_PENDING')
  })
})

/** The report is kept for a second. */
function untilStatus(client: ApiClient, path: string, status: number) {
  return eventually(async () => {
    const response = await client.get(path)
    return response.status() === status ? response : undefined
  })
}
