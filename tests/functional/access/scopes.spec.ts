import { test } from '@japa/runner'
import { scopes } from '#app/accounts/keys/scopes'
import { UserFactory } from '#database/factories/user_factory'
import { openKey } from '#tests/support/http/auth'
import { documentedOperations } from '#tests/support/http/documented_operations'
import { call } from '#tests/support/http/isolation'

const NOBODYS = '01900000-0000-7000-8000-000000000000'

// A stream of events does not end: its own test opens one with a key.
const secured = documentedOperations.filter(({ roles, path }) => roles && path !== '/events')

test.group('a key of one scope', () => {
  test('is tried on every operation', ({ assert }) => {
    assert.isAbove(secured.length, 30)
    assert.isAbove(secured.filter(({ keyScopes }) => keyScopes.length === 0).length, 8)
  })

  test('may do what the document says and nothing else: {name}')
    .with(secured)
    .run(async ({ client, assert }, operation) => {
      const owner = await UserFactory.apply('administrator').create()
      for (const scope of scopes) {
        const key = await openKey(owner, [scope])
        const response = await call(client, operation, NOBODYS, key)
        const [error] = response.body()?.errors ?? []
        if (operation.keyScopes.includes(scope)) {
          assert.notInclude([401, 403], response.status(), scope)
        } else if (operation.keyScopes.length === 0) {
          response.assertStatus(403)
          assert.equal(error.code, 'E_FORBIDDEN', scope)
        } else {
          response.assertStatus(403)
          assert.equal(error.code, 'E_SCOPE_MISSING', scope)
          assert.deepEqual(error.scopes, [operation.keyScopes[0]])
        }
      }
    })

  test('manages no keys, passwords, factors or sessions', ({ assert }) => {
    const pattern = /^\/(keys|auth)\b|password|session|totp|passkey/
    const managing = secured.filter(({ path }) => pattern.test(path))
    assert.isAbove(managing.length, 8)
    for (const { name, keyScopes } of managing) assert.isEmpty(keyScopes, name)
  })

  test('does not replace the role of its owner', async ({ client }) => {
    const key = await openKey(await UserFactory.create(), [...scopes])
    const response = await client.get('/jobs').bearerToken(key)
    response.assertStatus(403)
    response.assertBodyContains({ errors: [{ code: 'E_FORBIDDEN' }] })
  })
})
