import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import RefreshToken from '#app/accounts/sessions/models/refresh_token'
import { digestOf } from '#app/accounts/auth/token'
import { auditOf, openSession } from '#tests/support/http/auth'
import { blocking } from '#tests/support/chaos/blocking'

test.group('A refresh token that comes again', () => {
  test('is refused within the leeway, and nothing else happens', async ({ client, assert }) => {
    const { session, refreshToken } = await openSession()
    const first = await client.post('/auth/refresh').json({ refreshToken })
    await backdateUse(refreshToken, { seconds: 8 })
    const again = await client.post('/auth/refresh').json({ refreshToken })

    again.assertStatus(401)
    assert.equal(again.body().errors[0].code, 'E_INVALID_REFRESH_TOKEN')
    const alive = await client.get('/auth/me').bearerToken(first.body().data.accessToken)
    alive.assertStatus(200)
    const entries = await auditOf(session.id)
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['session.opened']
    )
  })

  test('was there in time where it waited past the leeway', async ({ client, assert }) => {
    const { session, refreshToken } = await openSession()
    const other = await db.transaction()
    const own = RefreshToken.query({ client: other }).where('hash', digestOf(refreshToken))
    await own.clone().forUpdate().first()
    const late = client.post('/auth/refresh').json({ refreshToken })
    const answered = late.then((response) => response)
    await blocking(other)
    // Less than the leeway before the request was there, and more than it from now on.
    await own.update({ usedAt: db.raw(`clock_timestamp() - interval '10 s'`) })
    await other.commit()

    const response = await answered
    response.assertStatus(401)
    await session.refresh()
    assert.isNull(session.revokedAt)
  })

  test('is taken for theft after the leeway: the session ends', async ({ client, assert }) => {
    const { session, refreshToken } = await openSession()
    const first = await client.post('/auth/refresh').json({ refreshToken })
    const { data } = first.body()
    await backdateUse(refreshToken, { seconds: 11 })
    const stolen = await client.post('/auth/refresh').json({ refreshToken })

    stolen.assertStatus(401)
    const dead = await client.get('/auth/me').bearerToken(data.accessToken)
    dead.assertStatus(401)
    const chained = await client.post('/auth/refresh').json({ refreshToken: data.refreshToken })
    chained.assertStatus(401)
    const [, reused] = await auditOf(session.id)
    assert.equal(reused.action, 'session.refresh_reused')
    assert.equal(reused.requestId, stolen.header('x-request-id'))
  })

  test('tells the audit log of its theft once', async ({ client, assert }) => {
    const { session, refreshToken } = await openSession()
    await client.post('/auth/refresh').json({ refreshToken })
    await backdateUse(refreshToken, { seconds: 60 })
    const again = () => client.post('/auth/refresh').json({ refreshToken })
    await Promise.all([again(), again(), again()])
    assert.lengthOf(await auditOf(session.id).where('action', 'session.refresh_reused'), 1)
  })
})

async function backdateUse(refreshToken: string, { seconds }: { seconds: number }) {
  const usedAt = DateTime.utc().minus({ seconds })
  await RefreshToken.query().where('hash', digestOf(refreshToken)).update({ usedAt })
}
