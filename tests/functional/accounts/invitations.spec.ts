import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import Invitation from '#app/accounts/models/invitation'
import { SweepExpiredTokens } from '#app/maintenance/actions/sweep_expired_tokens'
import { UserFactory } from '#database/factories/user_factory'
import { auditOf, freshEmail, openSession } from '#tests/support/http/auth'
import { administrator, invite, withRegistration } from '#tests/support/http/accounts'

const password = 'seventeen wet geese'
const expire = (id: string) => {
  return db
    .from('invitations')
    .where({ id })
    .update({ expires_at: db.raw('now()') })
}

test.group('POST /invitations', () => {
  test('returns the token once and stores only its digest', async ({ client, assert }) => {
    const { user, accessToken } = await administrator()
    const email = freshEmail()
    const terms = { email: email.toUpperCase(), role: 'ADMIN', quotaBytes: 5, expiresIn: 3_600 }
    const response = await client.post('/invitations').bearerToken(accessToken).json(terms)

    response.assertStatus(201)
    const { data } = response.body()
    assert.containsSubset(data, { email, role: 'ADMIN', quotaBytes: 5 })
    assert.match(data.token, /^mi_invite_[\w-]{43}$/)
    assert.isTrue(data.url.endsWith(`/${data.token}`))
    const row = await db.from('invitations').where('id', data.id).firstOrFail()
    assert.notInclude(JSON.stringify(row), data.token)
    assert.equal(row.created_by, user.id)
    const seconds = (Date.parse(data.expiresAt) - Date.parse(data.createdAt)) / 1_000
    assert.approximately(seconds, 3_600, 60)
    const [entry] = await auditOf(data.id)
    assert.containsSubset(entry.serialize(), { action: 'invitation.created', actorId: user.id })
    assert.notInclude(JSON.stringify(entry.payload), email)
  })

  test('is valid for seven days and for anybody as a user unless it says otherwise', async ({
    client,
    assert,
  }) => {
    const data = await invite(client)
    assert.containsSubset(data, { email: null, role: 'USER', quotaBytes: null })
    const days = (Date.parse(data.expiresAt) - Date.now()) / 86_400_000
    assert.approximately(days, 7, 0.1)
  })

  test('refuses {0}')
    .with([
      ['what is no email', { email: 'ann' }, 'email'],
      ['an unknown role', { role: 'BOSS' }, 'role'],
      ['a negative quota', { quotaBytes: -1 }, 'quotaBytes'],
      ['a second', { expiresIn: 1 }, 'expiresIn'],
      ['a year', { expiresIn: 366 * 86_400 }, 'expiresIn'],
    ] as [string, object, string][])
    .run(async ({ client, assert }, [, terms, field]) => {
      const { accessToken } = await administrator()
      const response = await client.post('/invitations').bearerToken(accessToken).json(terms)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    })

  test('is refused while registration is closed', async ({ client, assert }) => {
    withRegistration('closed')
    const { accessToken } = await administrator()
    const response = await client.post('/invitations').bearerToken(accessToken).json({})
    response.assertStatus(403)
    assert.equal(response.body().errors[0].code, 'E_REGISTRATION_CLOSED')
  })

  test('is refused to users', async ({ client }) => {
    const { accessToken } = await openSession()
    const response = await client.post('/invitations').bearerToken(accessToken).json({})
    response.assertStatus(403)
  })
})

test.group('GET and DELETE /invitations', () => {
  test('list the open ones, newest first, without their tokens', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const older = await invite(client)
    const expired = await invite(client)
    const newer = await invite(client)
    await expire(expired.id)

    const list = (qs: object) => client.get('/invitations').qs(qs).bearerToken(accessToken)
    const first = await list({ limit: 1 })
    const { data, metadata } = first.body()
    assert.equal(data[0].id, newer.id)
    assert.notProperty(data[0], 'token')
    const second = await list({ limit: 1, cursor: metadata.nextCursor })
    assert.equal(second.body().data[0].id, older.id)
  })

  test('revoke once, and leave an entry in the audit log', async ({ client, assert }) => {
    const { accessToken } = await administrator()
    const { id, token } = await invite(client)
    const revoke = () => client.delete(`/invitations/${id}`).bearerToken(accessToken)

    const revoked = await revoke()
    revoked.assertStatus(204)
    assert.isNull(await Invitation.find(id))
    const entries = await auditOf(id)
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['invitation.created', 'invitation.revoked']
    )
    const repeated = await revoke()
    repeated.assertStatus(404)
    const body = { email: freshEmail(), password, invitation: token }
    const response = await client.post('/auth/register').json(body)
    response.assertStatus(422)
    assert.equal(response.body().errors[0].code, 'E_INVALID_INVITATION')
  })

  test('lose expired rows to the sweep', async ({ client, assert }) => {
    const { id } = await invite(client)
    await expire(id)
    assert.isAtLeast(await new SweepExpiredTokens().handle({ limit: 100 }), 1)
    assert.isNull(await Invitation.find(id))
  })
})

test.group('POST /auth/register with an invitation', () => {
  test('creates the account with its role and quota', async ({ client, assert }) => {
    withRegistration('invite')
    const email = freshEmail()
    const { id, token } = await invite(client, { email, role: 'ADMIN', quotaBytes: 1_000 })
    const body = { email: email.toUpperCase(), password, invitation: token }
    const response = await client.post('/auth/register').json(body)

    response.assertStatus(201)
    assert.equal(response.body().data.user.role, 'ADMIN')
    const user = await User.findByOrFail({ email })
    assert.containsSubset(user.serialize(), { role: 'ADMIN', quotaBytes: 1_000 })
    const [entry] = await auditOf(user.id)
    assert.deepEqual(entry.payload, { role: 'ADMIN', invitationId: id })
  })

  test('works once, for one of several at once', async ({ client, assert }) => {
    const { token } = await invite(client)
    const emails = Array.from({ length: 5 }, freshEmail)
    const register = (email: string) => {
      return client.post('/auth/register').json({ email, password, invitation: token })
    }
    const answers = await Promise.all(emails.map(register))
    const statuses = answers.map((answer) => answer.status())
    assert.deepEqual(statuses.sort(), [201, 422, 422, 422, 422])
    assert.lengthOf(await User.query().whereIn('email', emails), 1)

    const again = await register(freshEmail())
    again.assertStatus(422)
    assert.equal(again.body().errors[0].code, 'E_INVALID_INVITATION')
  })

  test('remains open when the email is taken', async ({ client, assert }) => {
    const { id, token } = await invite(client)
    const { email } = await UserFactory.create()
    const response = await client
      .post('/auth/register')
      .json({ email, password, invitation: token })
    response.assertStatus(422)
    assert.containsSubset(response.body().errors[0], { field: 'email', rule: 'unique' })
    assert.isNotNull(await Invitation.find(id))
  })

  test('is refused with {$self}')
    .with(['an expired one', 'one for another email', 'an unknown one'])
    .run(async ({ client, assert }, kind) => {
      const { id, token } = await invite(client, {
        email: kind === 'one for another email' ? freshEmail() : null,
      })
      if (kind === 'an expired one') await expire(id)
      const invitation = kind === 'an unknown one' ? `mi_invite_${'a'.repeat(43)}` : token
      // A taken email gives nothing away to somebody without an invitation.
      const { email } = await UserFactory.create()
      const response = await client.post('/auth/register').json({ email, password, invitation })
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, 'E_INVALID_INVITATION')
    })
})

test.group('REGISTRATION', () => {
  test('{$self} refuses a request without an invitation')
    .with(['invite', 'closed'] as const)
    .run(async ({ client, assert }, mode) => {
      withRegistration(mode)
      const email = freshEmail()
      const response = await client.post('/auth/register').json({ email, password })
      response.assertStatus(403)
      assert.equal(response.body().errors[0].code, 'E_REGISTRATION_CLOSED')
      assert.isNull(await User.findBy({ email }))
    })

  test('closed refuses an invitation too', async ({ client, assert }) => {
    const { token } = await invite(client)
    withRegistration('closed')
    const body = { email: freshEmail(), password, invitation: token }
    const response = await client.post('/auth/register').json(body)
    response.assertStatus(403)
    assert.equal(response.body().errors[0].code, 'E_REGISTRATION_CLOSED')
  })

  test('open is said in the health report', async ({ client, assert }) => {
    const response = await client.get('/health')
    assert.deepEqual(response.body().data.parts.registration, {
      status: 'ok',
      message: 'Anybody who reaches this address can create an account.',
    })
  })
})
