import { getActiveTestOrFail, test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import AuditLog from '#app/audit/models/audit_log'
import { freshEmail, sessionOf } from '#tests/support/http/auth'
import { statementsOf } from '#tests/support/measure/plans'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'

test.group('POST /auth/login', () => {
  test('opens a session that remembers where it came from', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const response = await client
      .post('/auth/login')
      .header('user-agent', 'Test/1.0')
      .json({ email: user.email.toUpperCase(), password: PASSWORD })

    response.assertStatus(200)
    const { data } = response.body()
    assert.equal(data.user.id, user.id)
    const session = await sessionOf(data.accessToken)
    assert.containsSubset(session.serialize(), { userAgent: 'Test/1.0', ip: '127.0.0.1' })
  })

  test('answers a wrong password and an unknown email alike', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const wrong = { email: user.email, password: 'eighteen wet geese' }
    const unknown = { email: freshEmail(), password: PASSWORD }

    const [first, second] = await Promise.all([
      client.post('/auth/login').json(wrong),
      client.post('/auth/login').json(unknown),
    ])
    first.assertStatus(401)
    second.assertStatus(401)
    assert.equal(first.body().errors[0].code, 'E_INVALID_CREDENTIALS')
    assert.deepEqual(first.body(), second.body())
  })

  test('tells the audit log of a failed sign-in', async ({ client, assert }) => {
    const user = await UserFactory.create()
    await client.post('/auth/login').json({ email: user.email, password: 'eighteen wet geese' })

    const entry = await AuditLog.findByOrFail({ subject: user.id, action: 'session.failed' })
    assert.deepEqual(entry.payload, { email: user.email })
  })

  test('refuses a body without a password', async ({ client, assert }) => {
    const response = await client.post('/auth/login').json({ email: freshEmail() })
    response.assertStatus(422)
    assert.equal(response.body().errors[0].field, 'password')
  })
})

test.group('a wrong guess', () => {
  test('costs the same work for a known and an unknown email', async ({ client, assert }) => {
    const { email } = await UserFactory.create()
    const guess = async (guessed: string) => {
      const verify = countVerifications()
      const statements = await statementsOf(async () => {
        await client.post('/auth/login').json({ email: guessed, password: 'eighteen wet geese' })
      })
      return { statements: statements.map(({ sql }) => sql), verifications: verify.count }
    }

    const [known, unknown] = [await guess(email), await guess(freshEmail())]
    assert.deepEqual(unknown, known)
    assert.equal(known.verifications, 1)
  })
})

/** Counts the passwords that are checked until the running test ends. */
function countVerifications() {
  const counter = { count: 0 }
  const verify = hash.verify
  hash.verify = (...given) => {
    counter.count++
    return verify.apply(hash, given)
  }
  getActiveTestOrFail().cleanup(() => void (hash.verify = verify))
  return counter
}
