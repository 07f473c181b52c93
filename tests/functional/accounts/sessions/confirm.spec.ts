import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { PASSWORD } from '#database/factories/user_factory'
import { auditOf, openSession } from '#tests/support/http/auth'

const WRONG = 'eighteen wet geese'

/** A session whose last sign-in is over ten minutes old. */
async function oldSession() {
  const opened = await openSession()
  await opened.session.merge({ confirmedAt: DateTime.utc().minus({ minutes: 11 }) }).save()
  return opened
}

test.group('POST /auth/confirm', () => {
  test('confirms this session by the password', async ({ client, assert }) => {
    const { session, accessToken } = await oldSession()
    const response = await client
      .post('/auth/confirm')
      .bearerToken(accessToken)
      .json({ password: PASSWORD })
    response.assertStatus(204)
    await session.refresh()
    assert.isTrue(session.confirmedAt! > DateTime.utc().minus({ minutes: 1 }))
  })

  test('refuses a wrong password, and limits them', async ({ client, assert }) => {
    const { session, accessToken } = await oldSession()
    const statuses = []
    for (let guess = 0; guess < 11; guess++) {
      const response = await client
        .post('/auth/confirm')
        .bearerToken(accessToken)
        .json({ password: WRONG })
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array(10).fill(401), 429])
    await session.refresh()
    assert.isTrue(session.confirmedAt! < DateTime.utc().minus({ minutes: 10 }))
    const actions = await auditOf(session.id)
    assert.include(
      actions.map(({ action }) => action),
      'session.confirmation_failed'
    )
  })

  test('requires a proof', async ({ client }) => {
    const { accessToken } = await oldSession()
    const response = await client.post('/auth/confirm').bearerToken(accessToken).json({})
    response.assertStatus(422)
  })

  test('requires a token', async ({ client }) => {
    const response = await client.post('/auth/confirm').json({ password: PASSWORD })
    response.assertStatus(401)
  })
})
