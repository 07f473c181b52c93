import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import Grant from '#app/accounts/keys/models/grant'
import { digestOf } from '#app/accounts/auth/token'
import { UserFactory } from '#database/factories/user_factory'
import { openGrant, openKey } from '#tests/support/http/auth'
import { EventListener } from '#tests/support/http/event_listener'
import { documentedOperations } from '#tests/support/http/documented_operations'
import { call } from '#tests/support/http/isolation'
import { eventually } from '#tests/support/eventually'

const NOBODYS = '01900000-0000-7000-8000-000000000000'
const ALLOWED =
  /^(POST|GET|DELETE) \/uploads\/|^GET \/(assets|assets\/{id}|events)$|^DELETE \/assets\/{id}$/

const forbidden = documentedOperations.filter(({ roles, name }) => roles && !ALLOWED.test(name))

test.group('/grants', () => {
  test('a grant is shown once, and only its digest is stored', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const rules = { maxAssets: 3, maxBytes: 5_000, maxFileSize: 2_000, allowedTypes: ['image/png'] }
    const body = { ...rules, metadata: { order: 7 }, expiresIn: 600 }
    const made = await client.post('/grants').json(body).loginAs(user)
    made.assertStatus(201)
    const { id, token, expiresAt } = made.body().data
    assert.match(token, /^mi_grant_[\w-]{43}$/)
    const row = await Grant.findOrFail(id)
    assert.isTrue(row.hash.equals(digestOf(token)))
    assert.approximately(row.expiresAt.diffNow('seconds').seconds, 600, 60)

    const listed = await client.get('/grants').loginAs(user)
    const [shown] = listed.body().data
    assert.containsSubset(shown, { id, expiresAt, ...rules, metadata: { order: 7 } })
    assert.containsSubset(shown, { usedAssets: 0, usedBytes: 0 })
    assert.notInclude(listed.text(), token)
    const others = await client.get('/grants').loginAs(await UserFactory.create())
    assert.isEmpty(others.body().data)
  })

  test('a key needs uploads:write', async ({ client }) => {
    const user = await UserFactory.create()
    const made = await client
      .post('/grants')
      .json({})
      .bearerToken(await openKey(user, ['uploads:write']))
    made.assertStatus(201)
    const refused = await client
      .post('/grants')
      .json({})
      .bearerToken(await openKey(user, ['assets:write']))
    refused.assertStatus(403)
    refused.assertBodyContains({ errors: [{ code: 'E_SCOPE_MISSING' }] })
  })

  test('refuses a wrong grant: {field}')
    .with([
      { field: 'maxAssets', body: { maxAssets: 0 } },
      { field: 'maxBytes', body: { maxBytes: -1 } },
      { field: 'maxFileSize', body: { maxFileSize: 1.5 } },
      { field: 'allowedTypes.0', body: { allowedTypes: ['text/html'] } },
      { field: 'metadata', body: { metadata: { a: 'a'.repeat(5_000) } } },
      { field: 'expiresIn', body: { expiresIn: 40 * 86_400 } },
    ])
    .run(async ({ client, assert }, { field, body }) => {
      const user = await UserFactory.create()
      const response = await client.post('/grants').json(body).loginAs(user)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
      assert.isNull(await Grant.findBy({ userId: user.id }))
    })

  test('a revoked grant is dead at once, its event stream too', async ({ client }) => {
    const user = await UserFactory.create()
    const { grant, token } = await openGrant(user)
    const listener = await EventListener.open(user, { accessToken: token })
    const strangers = await client.delete(`/grants/${grant.id}`).loginAs(await UserFactory.create())
    strangers.assertStatus(404)
    const alive = await client.get('/assets').bearerToken(token)
    alive.assertStatus(200)

    const revoked = await client.delete(`/grants/${grant.id}`).loginAs(user)
    revoked.assertStatus(204)
    const dead = await client.get('/assets').bearerToken(token)
    dead.assertStatus(401)
    await eventually(() => listener.hasEnded)
    const again = await client.delete(`/grants/${grant.id}`).loginAs(user)
    again.assertStatus(404)
  })

  test('an expired grant, one of a disabled account and an unknown one are refused', async ({
    client,
    assert,
  }) => {
    const expired = await openGrant(await UserFactory.create(), { expiresIn: -60 })
    const disabled = await UserFactory.merge({ disabledAt: DateTime.utc() }).create()
    const theirs = await openGrant(disabled)
    for (const token of [expired.token, theirs.token, `mi_grant_${'a'.repeat(43)}`]) {
      const response = await client.get('/assets').bearerToken(token)
      response.assertStatus(401)
      assert.equal(response.body().errors[0].code, 'E_UNAUTHORIZED_ACCESS')
    }
  })

  test('a grant of an administrator may do nothing else: {name}')
    .with(forbidden)
    .run(async ({ client }, operation) => {
      const { token } = await openGrant(await UserFactory.apply('administrator').create())
      const response = await call(client, operation, NOBODYS, token)
      response.assertStatus(403)
      response.assertBodyContains({ errors: [{ code: 'E_FORBIDDEN' }] })
    })
})
