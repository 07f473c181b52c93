import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import Key from '#app/accounts/keys/models/key'
import { digestOf } from '#app/accounts/auth/token'
import { keysLastUsed } from '#app/accounts/auth/last_used'
import { UserFactory } from '#database/factories/user_factory'
import { AssetFactory } from '#database/factories/asset_factory'
import { auditOf, openKey, openSession } from '#tests/support/http/auth'
import { EventListener } from '#tests/support/http/event_listener'
import { statementsOf } from '#tests/support/measure/plans'
import { eventually } from '#tests/support/eventually'

const JPEG = { filename: 'holiday.jpg', contentType: 'image/jpeg', size: 1_000 }

test.group('/keys', () => {
  test('a key is shown once, and only its digest is stored', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const body = { name: 'camera', scopes: ['uploads:write', 'assets:read'], expiresIn: 3_600 }
    const made = await client.post('/keys').json(body).loginAs(user)
    made.assertStatus(201)
    const { key, ...shown } = made.body().data
    assert.match(key, /^mi_key_[\w-]{43}$/)
    assert.containsSubset(shown, { name: 'camera', scopes: body.scopes, lastUsedAt: null })
    const row = await Key.findOrFail(shown.id)
    assert.isTrue(row.hash.equals(digestOf(key)))
    assert.approximately(row.expiresAt!.diffNow('seconds').seconds, 3_600, 60)

    const listed = await client.get('/keys').loginAs(user)
    assert.deepEqual(listed.body().data, [shown])
    const others = await client.get('/keys').loginAs(await UserFactory.create())
    assert.isEmpty(others.body().data)
    const [entry] = await auditOf(shown.id)
    assert.deepInclude(entry.$attributes, { action: 'key.created', actorId: user.id })
  })

  test('refuses a wrong key: {field}')
    .with([
      { field: 'name', body: { scopes: ['assets:read'] } },
      { field: 'scopes', body: { name: 'a', scopes: [] } },
      { field: 'scopes.0', body: { name: 'a', scopes: ['everything'] } },
      { field: 'expiresIn', body: { name: 'a', scopes: ['assets:read'], expiresIn: 0 } },
    ])
    .run(async ({ client, assert }, { field, body }) => {
      const user = await UserFactory.create()
      const response = await client.post('/keys').json(body).loginAs(user)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
      assert.isNull(await Key.findBy({ userId: user.id }))
    })

  test('an account has 100 keys at most, however many are created at once', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    for (let count = 0; count < 97; count++) await openKey(user, ['assets:read'])
    const { accessToken } = await openSession(user)
    const body = { name: 'a', scopes: ['assets:read'] }
    const calls = Array.from({ length: 8 }, () => {
      return client.post('/keys').json(body).bearerToken(accessToken)
    })
    const answers = await Promise.all(calls)
    const statuses = answers.map((answer) => answer.status())
    assert.lengthOf(
      statuses.filter((status) => status === 201),
      3
    )
    assert.lengthOf(
      statuses.filter((status) => status === 409),
      5
    )
  })

  test('a revoked key is dead at once, its event stream too', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const key = await openKey(user, ['assets:read', 'events:read'])
    const listener = await EventListener.open(user, { accessToken: key })
    const { id } = await Key.findByOrFail({ userId: user.id })
    const strangers = await client.delete(`/keys/${id}`).loginAs(await UserFactory.create())
    strangers.assertStatus(404)
    const alive = await client.get('/assets').bearerToken(key)
    alive.assertStatus(200)

    const revoked = await client.delete(`/keys/${id}`).loginAs(user)
    revoked.assertStatus(204)
    const dead = await client.get('/assets').bearerToken(key)
    dead.assertStatus(401)
    await eventually(() => listener.hasEnded)
    const again = await client.delete(`/keys/${id}`).loginAs(user)
    again.assertStatus(404)
    const entries = await auditOf(id)
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['key.revoked']
    )
  })

  test('an expired key, a key of a disabled account and an unknown one are refused', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const expired = await openKey(user, ['assets:read'])
    await Key.query()
      .where({ userId: user.id })
      .update({ expiresAt: new Date(0) })
    const disabled = await UserFactory.merge({ disabledAt: DateTime.utc() }).create()
    const theirs = await openKey(disabled, ['assets:read'])
    for (const key of [expired, theirs, `mi_key_${'a'.repeat(43)}`, 'mi_key_short']) {
      const response = await client.get('/assets').bearerToken(key)
      response.assertStatus(401)
      assert.equal(response.body().errors[0].code, 'E_UNAUTHORIZED_ACCESS')
    }
  })

  test('signing in with a key is one query and no write; its last use is written later', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const key = await openKey(user, ['assets:read'])
    const statements = await statementsOf(() => client.get('/assets').bearerToken(key))
    assert.lengthOf(
      statements.filter(({ sql }) => sql.includes('from keys')),
      1
    )
    assert.isEmpty(statements.filter(({ sql }) => !/^\s*select/.test(sql)))
    await keysLastUsed.flush()
    const row = await Key.findByOrFail({ userId: user.id })
    assert.isAbove(row.lastUsedAt!.toMillis(), Date.now() - 60_000)
  })
})

test.group('a key with uploads:write alone', () => {
  test('sees and completes only what it sent', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const key = await openKey(user, ['uploads:write'])
    const others = await AssetFactory.merge({ userId: user.id }).createMany(2)
    const second = await openKey(user, ['uploads:write'])
    await client.post('/uploads/presign').json(JPEG).bearerToken(second)
    const made = await client.post('/uploads/presign').json(JPEG).bearerToken(key)
    made.assertStatus(201)
    const { id } = made.body().data.asset
    const row = await Asset.findOrFail(id)
    assert.isNotNull(row.keyId)

    const listed = await client.get('/assets').bearerToken(key)
    assert.deepEqual(
      listed.body().data.map((asset: { id: string }) => asset.id),
      [id]
    )
    const shown = await client.get(`/assets/${id}`).bearerToken(key)
    shown.assertStatus(200)
    for (const asset of others) {
      const hidden = await client.get(`/assets/${asset.id}`).bearerToken(key)
      hidden.assertStatus(404)
      const body = { assetId: asset.id }
      const completed = await client.post('/uploads/complete').json(body).bearerToken(key)
      completed.assertStatus(404)
    }
    const refused = await client.delete(`/assets/${id}`).bearerToken(key)
    refused.assertStatus(403)
    assert.deepEqual(refused.body().errors[0].scopes, ['assets:write'])
  })

  test('with assets:read as well it sees everything of its owner', async ({ client, assert }) => {
    const user = await UserFactory.create()
    await AssetFactory.merge({ userId: user.id }).createMany(2)
    const key = await openKey(user, ['uploads:write', 'assets:read'])
    const listed = await client.get('/assets').bearerToken(key)
    assert.lengthOf(listed.body().data, 2)
  })
})
