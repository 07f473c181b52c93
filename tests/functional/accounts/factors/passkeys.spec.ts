import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import Passkey from '#app/accounts/factors/models/passkey'
import { auditOf, openSession } from '#tests/support/http/auth'
import { Authenticator } from '#tests/support/http/authenticator'

async function createOptions(client: ApiClient, accessToken: string) {
  const response = await client.post('/auth/passkeys/options').bearerToken(accessToken).json({})
  response.assertStatus(200)
  return response.body().data
}

async function loginOptions(client: ApiClient) {
  const response = await client.post('/auth/passkeys/login/options').json({})
  response.assertStatus(200)
  return response.body().data
}

/** A user with one passkey. */
async function withPasskey(client: ApiClient) {
  const opened = await openSession()
  const authenticator = new Authenticator()
  const options = await createOptions(client, opened.accessToken)
  const response = await client
    .post('/auth/passkeys')
    .bearerToken(opened.accessToken)
    .json({ name: 'Phone', response: authenticator.create(options) })
  response.assertStatus(201)
  return { ...opened, authenticator, passkey: response.body().data }
}

test.group('POST /auth/passkeys', () => {
  test('adds a passkey of this installation, for one verified user', async ({ client, assert }) => {
    const { user, passkey, accessToken } = await withPasskey(client)
    assert.equal(passkey.name, 'Phone')
    const options = await createOptions(client, accessToken)
    assert.equal(options.rp.id, '127.0.0.1')
    assert.equal(options.authenticatorSelection.userVerification, 'required')
    assert.lengthOf(options.excludeCredentials, 1)

    const list = await client.get('/auth/passkeys').bearerToken(accessToken)
    assert.deepEqual(list.body().data, [passkey])
    const actions = await auditOf(user.id)
    assert.include(
      actions.map(({ action }) => action),
      'factor.passkey_added'
    )
  })

  test('refuses an answer that {0}')
    .with([
      ['is for another origin', { origin: 'https://evil.example' }],
      ['did not verify its user', { flags: 0x01 }],
    ] as [string, object][])
    .run(async ({ client, assert }, [, answer]) => {
      const { accessToken, user } = await openSession()
      const options = await createOptions(client, accessToken)
      const response = await client
        .post('/auth/passkeys')
        .bearerToken(accessToken)
        .json({ response: new Authenticator().create(options, answer) })
      response.assertStatus(401)
      assert.equal(response.body().errors[0].code, 'E_INVALID_PASSKEY')
      assert.isNull(await Passkey.findBy({ userId: user.id }))
    })

  test('takes a challenge once, and from its user alone', async ({ client }) => {
    const [{ accessToken }, other] = [await openSession(), await openSession()]
    const options = await createOptions(client, accessToken)
    const add = (token: string) => {
      return client
        .post('/auth/passkeys')
        .bearerToken(token)
        .json({ response: new Authenticator().create(options) })
    }
    const stranger = await add(other.accessToken)
    stranger.assertStatus(401)
    const late = await add(accessToken)
    late.assertStatus(401)
  })

  test('asks for confirmation when the sign-in is old', async ({ client, assert }) => {
    const { session, accessToken } = await openSession()
    await session.merge({ confirmedAt: null }).save()
    const response = await client.post('/auth/passkeys/options').bearerToken(accessToken).json({})
    response.assertStatus(403)
    assert.equal(response.body().errors[0].code, 'E_CONFIRMATION_REQUIRED')
  })

  test('requires a token, and an answer', async ({ client }) => {
    const unknown = await client.post('/auth/passkeys').json({ response: {} })
    unknown.assertStatus(401)
    const { accessToken } = await openSession()
    const empty = await client.post('/auth/passkeys').bearerToken(accessToken).json({})
    empty.assertStatus(422)
  })
})

test.group('POST /auth/passkeys/login', () => {
  test('signs in without a second factor', async ({ client, assert }) => {
    const { user, authenticator } = await withPasskey(client)
    const answer = authenticator.get(await loginOptions(client))
    const response = await client.post('/auth/passkeys/login').json({ response: answer })
    response.assertStatus(200)
    assert.equal(response.body().data.user.id, user.id)
    const passkey = await Passkey.findByOrFail({ userId: user.id })
    assert.equal(passkey.counter, 1)
    assert.isNotNull(passkey.lastUsedAt)
  })

  test('takes an answer once', async ({ client }) => {
    const { authenticator } = await withPasskey(client)
    const answer = authenticator.get(await loginOptions(client))
    await client.post('/auth/passkeys/login').json({ response: answer })
    const again = await client.post('/auth/passkeys/login').json({ response: answer })
    again.assertStatus(401)
  })

  test('refuses {0}')
    .with([
      ['another origin', (key, options) => key.get(options, { origin: 'https://evil.example' })],
      ['a user that was not verified', (key, options) => key.get(options, { flags: 0x01 })],
      ['a passkey that nobody has', (_key, options) => new Authenticator().get(options)],
      ['a challenge that was not issued', (key) => key.get({ challenge: 'bm90aGluZw' })],
      ['what is no answer', () => ({ id: 'x', response: { clientDataJSON: 'x' } }) as never],
    ] as [string, (key: Authenticator, options: { challenge: string }) => object][])
    .run(async ({ client, assert }, [, answerOf]) => {
      const { authenticator } = await withPasskey(client)
      const answer = answerOf(authenticator, await loginOptions(client))
      const response = await client.post('/auth/passkeys/login').json({ response: answer })
      response.assertStatus(401)
      assert.equal(response.body().errors[0].code, 'E_INVALID_PASSKEY')
    })

  test('refuses a copy, whose count of uses went back', async ({ client }) => {
    const { authenticator } = await withPasskey(client)
    for (const status of [200, 200]) {
      const answer = authenticator.get(await loginOptions(client))
      const response = await client.post('/auth/passkeys/login').json({ response: answer })
      response.assertStatus(status)
    }
    authenticator.forgetUses()
    const answer = authenticator.get(await loginOptions(client))
    const response = await client.post('/auth/passkeys/login').json({ response: answer })
    response.assertStatus(401)
  })

  test('says that the account is disabled', async ({ client, assert }) => {
    const { user, authenticator } = await withPasskey(client)
    await user.merge({ disabledAt: user.createdAt }).save()
    const answer = authenticator.get(await loginOptions(client))
    const response = await client.post('/auth/passkeys/login').json({ response: answer })
    response.assertStatus(403)
    assert.equal(response.body().errors[0].code, 'E_ACCOUNT_DISABLED')
  })
})

test.group('DELETE /auth/passkeys/:id', () => {
  test('removes a passkey of the caller alone', async ({ client }) => {
    const { passkey, accessToken, authenticator } = await withPasskey(client)
    const other = await openSession()
    const path = `/auth/passkeys/${passkey.id}`
    const stranger = await client.delete(path).bearerToken(other.accessToken)
    stranger.assertStatus(404)
    const removed = await client.delete(path).bearerToken(accessToken)
    removed.assertStatus(204)
    const again = await client.delete(path).bearerToken(accessToken)
    again.assertStatus(404)
    const answer = authenticator.get(await loginOptions(client))
    const signIn = await client.post('/auth/passkeys/login').json({ response: answer })
    signIn.assertStatus(401)
  })
})

test.group('confirming with a passkey', () => {
  test('confirms a session of its user alone', async ({ client, assert }) => {
    const { session, accessToken, authenticator } = await withPasskey(client)
    const other = await openSession()
    const confirm = async (token: string) => {
      const passkey = authenticator.get(await loginOptions(client))
      return client.post('/auth/confirm').bearerToken(token).json({ passkey })
    }
    await session.merge({ confirmedAt: null }).save()
    const stranger = await confirm(other.accessToken)
    stranger.assertStatus(401)
    const own = await confirm(accessToken)
    own.assertStatus(204)
    await session.refresh()
    assert.isNotNull(session.confirmedAt)
  })
})
