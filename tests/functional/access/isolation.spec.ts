import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/user_factory'
import { openSession } from '#tests/support/http/auth'
import { documentedOperations } from '#tests/support/http/documented_operations'
import { call, takesAnId, thingsOf } from '#tests/support/http/isolation'

const NOBODYS = '01900000-0000-7000-8000-000000000000'

const signedIn = documentedOperations.filter(({ roles }) => roles)
const administration = signedIn.filter(({ roles }) => roles!.includes('ADMIN'))
// What answers for each of many things, or may name one: their own tests look at that.
const OTHERS = ['POST /assets/bulk', 'POST /archives', 'POST /links', 'POST /shares']
const ofOneThing = signedIn.filter((operation) => {
  const { name, roles } = operation
  return takesAnId(operation) && !roles!.includes('ADMIN') && !OTHERS.includes(name)
})

test.group('every operation of the API document', () => {
  test('is looked at', ({ assert }) => {
    assert.isAbove(signedIn.length, 15)
    assert.isAbove(administration.length, 5)
    assert.isAbove(ofOneThing.length, 6)
  })
})

test.group('an operation for who is signed in', () => {
  test('refuses everybody else: {name}')
    .with(signedIn)
    .run(async ({ client, assert }, operation) => {
      for (const token of [undefined, `mi_access_${'a'.repeat(43)}`]) {
        const response = await call(client, operation, NOBODYS, token)
        response.assertStatus(401)
        assert.equal(response.body().errors[0].code, 'E_UNAUTHORIZED_ACCESS')
      }
    })
})

test.group('an operation of administrators', () => {
  test('refuses a user: {name}')
    .with(administration)
    .run(async ({ client, assert }, operation) => {
      const { user, accessToken } = await openSession()
      for (const id of [NOBODYS, ...(await thingsOf(user))]) {
        const response = await call(client, operation, id, accessToken)
        response.assertStatus(403)
        assert.equal(response.body().errors[0].code, 'E_FORBIDDEN')
      }
    })
})

test.group('an operation on one thing', () => {
  test("knows nothing of somebody else's: {name}")
    .with(ofOneThing)
    .run(async ({ client, assert }, operation) => {
      const owner = await UserFactory.create()
      const theirs = await thingsOf(owner)
      const stranger = await openSession()
      const nobodys = await call(client, operation, NOBODYS, stranger.accessToken)
      nobodys.assertStatus(404)

      for (const id of theirs) {
        const response = await call(client, operation, id, stranger.accessToken)
        response.assertStatus(404)
        assert.deepEqual(response.body(), nobodys.body())
      }

      const { accessToken } = await openSession(owner)
      const statuses = []
      for (const id of theirs) {
        const response = await call(client, operation, id, accessToken)
        statuses.push(response.status())
      }
      assert.isTrue(
        statuses.some((status) => status !== 404),
        'none of the things is of the kind that the operation is about: add one to thingsOf'
      )
    })
})
