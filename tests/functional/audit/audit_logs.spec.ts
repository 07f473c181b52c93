import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import AuditLog, { type AuditAction } from '#app/audit/models/audit_log'
import { UserFactory } from '#database/factories/user_factory'
import { openSession } from '#tests/support/http/auth'

async function recordAs(actorId: string, actions: AuditAction[]) {
  for (const action of actions) {
    await db.transaction((trx) => AuditLog.record(action, actorId, { actorId }, trx, { n: 1 }))
  }
}

test.group('GET /audit-logs', (group) => {
  let administrator: string

  group.each.setup(async () => {
    const user = await UserFactory.apply('administrator').create()
    const { accessToken } = await openSession(user)
    administrator = accessToken
  })

  test('lists the lines of one actor, newest first, page by page', async ({ client, assert }) => {
    const { id: actorId } = await UserFactory.create()
    await recordAs(actorId, ['session.opened', 'session.revoked', 'asset.deleted'])

    const list = (cursor?: string) => {
      const request = client.get('/audit-logs').bearerToken(administrator)
      return request.qs({ actorId, limit: 2, cursor })
    }
    const first = await list()
    first.assertStatus(200)
    const { data, metadata } = first.body()
    assert.deepEqual(
      data.map(({ action }: { action: string }) => action),
      ['asset.deleted', 'session.revoked']
    )
    assert.sameMembers(Object.keys(data[0]), [
      'id',
      'actorId',
      'action',
      'subject',
      'payload',
      'requestId',
      'ip',
      'createdAt',
    ])
    assert.deepEqual(data[0].payload, { n: 1 })

    const second = await list(metadata.nextCursor)
    assert.equal(second.body().data[0].action, 'session.opened')
    assert.lengthOf(second.body().data, 1)
    assert.isNull(second.body().metadata.nextCursor)
  })

  test('lists the lines of one action', async ({ client, assert }) => {
    const { id: actorId } = await UserFactory.create()
    await recordAs(actorId, ['session.opened', 'job.retried'])
    const response = await client
      .get('/audit-logs')
      .bearerToken(administrator)
      .qs({ actorId, action: 'job.retried' })
    assert.lengthOf(response.body().data, 1)
  })

  test('refuses {0}')
    .with([
      ['an actor that is no id', { actorId: 'ann' }],
      ['an unknown action', { action: 'session\0opened' }],
      ['a page of 101', { limit: 101 }],
      ['a cursor that is no id', { cursor: 'next' }],
    ] as [string, object][])
    .run(async ({ client, assert }, [, query]) => {
      const response = await client.get('/audit-logs').bearerToken(administrator).qs(query)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, 'E_VALIDATION_FAILURE')
    })

  test('is for administrators', async ({ client, assert }) => {
    const { accessToken } = await openSession()
    const forbidden = await client.get('/audit-logs').bearerToken(accessToken)
    forbidden.assertStatus(403)
    assert.equal(forbidden.body().errors[0].code, 'E_FORBIDDEN')
    const unknown = await client.get('/audit-logs')
    unknown.assertStatus(401)
  })
})

test.group('the audit log', () => {
  test('is not written where the change is rolled back', async ({ assert }) => {
    const { id } = await UserFactory.create()
    const change = db.transaction(async (trx) => {
      await AuditLog.record('session.revoked', id, { actorId: id }, trx)
      throw new Error('broken')
    })
    await assert.rejects(() => change, 'broken')
    assert.isNull(await AuditLog.findBy({ subject: id }))
  })

  test('refuses to {0}')
    .with([
      ['change a line', `update audit_logs set action = 'nothing'`],
      ['delete a line', 'delete from audit_logs'],
      ['be emptied', 'truncate audit_logs'],
      ['have a month emptied', `truncate audit.logs_default`],
      ['change a seal', `update audit.seals set position = position + 1`],
      ['delete a seal', 'delete from audit.seals'],
    ])
    .run(async ({ assert }, [, statement]) => {
      const { id } = await UserFactory.create()
      await recordAs(id, ['session.opened'])
      const { SealAuditLog } = await import('#app/audit/actions/seal_audit_log')
      await new SealAuditLog().handle()
      await assert.rejects(() => db.rawQuery(statement), /the audit log only grows/)
    })

  test('has a partition for each of the coming months', async ({ assert }) => {
    const { MakeAuditPartitions } = await import('#app/audit/actions/make_audit_partitions')
    assert.equal(await new MakeAuditPartitions().handle(), 0)
    await db.rawQuery('drop table audit.logs_' + monthsFromNow(3))
    assert.equal(await new MakeAuditPartitions().handle(), 1)

    const { id } = await UserFactory.create()
    await recordAs(id, ['session.opened'])
    const { rows } = await db.rawQuery(
      'select tableoid::regclass::text as partition from audit_logs where actor_id = ?',
      [id]
    )
    assert.equal(rows[0].partition, `audit.logs_${monthsFromNow(0)}`)
  })
})

function monthsFromNow(months: number) {
  const now = new Date()
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months))
  return month.toISOString().slice(0, 7).replace('-', '_')
}
