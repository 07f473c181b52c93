import { test } from '@japa/runner'
import { DerivedSecrets } from '#app/accounts/auth/derived_secrets'
import { digestOf } from '#app/accounts/auth/token'

const ID = '01900000-0000-7000-8000-000000000001'

test.group('derived secrets', () => {
  test('can be revealed from what the row keeps, and differ in all else', ({ assert }) => {
    const secrets = new DerivedSecrets('shares')
    const { value, hash, keyId } = secrets.derive(ID, 1)
    assert.match(value, /^[\w-]{43}$/)
    assert.deepEqual(hash, digestOf(value))
    assert.equal(secrets.reveal({ id: ID, version: 1, keyId }), value)
    assert.notEqual(secrets.derive(ID, 2).value, value)
    assert.notEqual(new DerivedSecrets('links').derive(ID, 1).value, value)
    assert.isNull(secrets.reveal({ id: ID, version: 1, keyId: '000000000000' }))
  })
})
