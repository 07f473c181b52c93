import { test } from '@japa/runner'
import Key from '#app/accounts/keys/models/key'
import { UserFactory } from '#database/factories/user_factory'
import { openKey, openSession } from '#tests/support/http/auth'
import { spawnServer } from '#tests/support/services/spawn'

test.group('two nodes', (group) => {
  let other: Awaited<ReturnType<typeof spawnServer>>
  group.setup(async () => {
    other = await spawnServer()
    return () => other.kill()
  })

  async function statusAtOther(accessToken: string) {
    const headers = { authorization: `Bearer ${accessToken}` }
    const { status } = await fetch(`${other.url}/auth/me`, { headers })
    return status
  }

  function refreshAtOther(refreshToken: string) {
    return fetch(`${other.url}/auth/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    })
  }

  test('know the same tokens, and a session revoked on one is dead on the other', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const [here, there] = [await openSession(user), await openSession(user)]
    assert.equal(await statusAtOther(there.accessToken), 200)

    const path = `/auth/sessions/${there.session.id}`
    const revocation = await client.delete(path).bearerToken(here.accessToken)
    revocation.assertStatus(204)
    assert.equal(await statusAtOther(there.accessToken), 401)
    const refresh = await refreshAtOther(there.refreshToken)
    assert.equal(refresh.status, 401)
  })

  test('let one of many refreshes at once win, wherever they arrive', async ({
    client,
    assert,
  }) => {
    const { accessToken, refreshToken } = await openSession()
    const statuses = await Promise.all([
      ...Array.from({ length: 5 }, async () => {
        const response = await client.post('/auth/refresh').json({ refreshToken })
        return response.status()
      }),
      ...Array.from({ length: 5 }, async () => {
        const response = await refreshAtOther(refreshToken)
        return response.status
      }),
    ])
    assert.deepEqual(statuses.sort(), [200, ...Array(9).fill(401)])
    assert.equal(await statusAtOther(accessToken), 401)
  })

  test('know a change of rights at once, wherever it was made', async ({ client, assert }) => {
    const administrator = await UserFactory.apply('administrator').create()
    const user = await UserFactory.apply('administrator').create()
    const { accessToken } = await openSession(user)
    const keys = [await openKey(user, ['assets:read']), await openKey(user, ['assets:read'])]
    const [revoked] = await Key.query().where({ userId: user.id }).orderBy('id').limit(1)
    const change = async (values: object) => {
      const response = await client.patch(`/users/${user.id}`).loginAs(administrator).json(values)
      response.assertStatus(200)
    }
    const atOther = async (path: string, token: string) => {
      const headers = { authorization: `Bearer ${token}` }
      const { status } = await fetch(`${other.url}${path}`, { headers })
      return status
    }
    assert.equal(await atOther('/users', accessToken), 200)
    await change({ role: 'USER' })
    assert.equal(await atOther('/users', accessToken), 403)

    assert.equal(await atOther('/assets', keys[0]), 200)
    const revocation = await client.delete(`/keys/${revoked.id}`).bearerToken(accessToken)
    revocation.assertStatus(204)
    assert.equal(await atOther('/assets', keys[0]), 401)
    assert.equal(await atOther('/assets', keys[1]), 200)

    await change({ disabled: true })
    assert.equal(await atOther('/assets', keys[1]), 401)
    assert.equal(await statusAtOther(accessToken), 401)
    await change({ disabled: false })
    assert.equal(await atOther('/assets', keys[1]), 200)
  })

  test('count wrong guesses together', async ({ client, assert }) => {
    const { email } = await UserFactory.create()
    const body = { email, password: 'eighteen wet geese' }
    for (let guess = 0; guess < 5; guess++) {
      await client.post('/auth/login').json(body)
      await fetch(`${other.url}/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    }
    const response = await client.post('/auth/login').json(body)
    assert.equal(response.status(), 429)
  })
})
