import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import Grant from '#app/accounts/keys/models/grant'
import { digestOf } from '#app/accounts/auth/token'
import { UserFactory } from '#database/factories/user_factory'
import { openLink } from '#tests/support/http/links'
import { withLimit } from '#tests/support/http/limits'

const PAST = DateTime.utc().minus({ minutes: 1 })
const UNKNOWN = 'a'.repeat(43)

test.group('GET /guest/links/:secret', () => {
  test('shows what may be sent, and nothing else of its owner', async ({ client, assert }) => {
    const user = await UserFactory.merge({ fullName: 'Ann' }).create()
    const link = await openLink(user, { maxAssets: 20, message: 'Photos!', senderName: 'optional' })
    await link.merge({ usedAssets: 15, usedBytes: 500 }).save()
    const response = await client.get(`/guest/links/${link.secret}`)
    response.assertStatus(200)
    assert.deepEqual(response.body().data, {
      title: 'Wedding',
      message: 'Photos!',
      owner: { fullName: 'Ann' },
      expiresAt: null,
      passwordRequired: false,
      sender: { name: 'optional', email: 'hidden' },
      limits: { maxAssets: 20, maxBytes: null, maxFileSize: null, allowedTypes: null },
      remaining: { assets: 5, bytes: null },
      open: true,
    })
    response.assertHeader('referrer-policy', 'no-referrer')
    await link.merge({ usedAssets: 20 }).save()
    const full = await client.get(`/guest/links/${link.secret}`)
    assert.isFalse(full.body().data.open)
  })

  test('of an unknown link, one of a disabled owner, a closed and an expired one is refused', async ({
    client,
  }) => {
    const user = await UserFactory.create()
    const disabled = await UserFactory.merge({ disabledAt: PAST }).create()
    const secretOf = async (owner: typeof user, values = {}) => {
      const { secret } = await openLink(owner, values)
      return secret
    }
    for (const [secret, status, code] of [
      [UNKNOWN, 404, 'E_LINK_NOT_FOUND'],
      ['short', 404, 'E_LINK_NOT_FOUND'],
      [await secretOf(disabled), 404, 'E_LINK_NOT_FOUND'],
      [await secretOf(user, { closedAt: PAST }), 410, 'E_LINK_CLOSED'],
      [await secretOf(user, { expiresAt: PAST }), 410, 'E_LINK_CLOSED'],
    ] as const) {
      const shown = await client.get(`/guest/links/${secret}`)
      shown.assertStatus(status)
      shown.assertBodyContains({ errors: [{ code }] })
      const visit = await client.post('/guest/visits').json({ secret })
      visit.assertStatus(status)
      visit.assertBodyContains({ errors: [{ code }] })
    }
  })
})

test.group('POST /guest/visits', () => {
  test('gives a grant of 24 hours that knows who sends', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const link = await openLink(user, { senderName: 'required', senderEmail: 'hidden' })
    const sender = { name: ' Bob ', email: 'bob@example.org' }
    const response = await client.post('/guest/visits').json({ secret: link.secret, ...sender })
    response.assertStatus(201)
    const { token, expiresAt } = response.body().data
    const grant = await Grant.findByOrFail({ hash: digestOf(token) })
    assert.deepInclude(grant.$attributes, {
      linkId: link.id,
      userId: user.id,
      senderName: 'Bob',
      senderEmail: null,
    })
    assert.approximately(DateTime.fromISO(expiresAt).diffNow('hours').hours, 24, 0.1)
    const listed = await client.get('/grants').loginAs(user)
    assert.isEmpty(listed.body().data)
  })

  test('asks for what the link requires, and refuses what is no email', async ({
    client,
    assert,
  }) => {
    const link = await openLink(await UserFactory.create(), {
      senderName: 'required',
      senderEmail: 'required',
    })
    const { secret } = link
    const missing = await client.post('/guest/visits').json({ secret, name: null })
    missing.assertStatus(422)
    const { errors } = missing.body()
    assert.sameMembers(
      errors.map(({ field, rule }: { field: string; rule: string }) => `${field}:${rule}`),
      ['name:required', 'email:required']
    )
    const wrong = await client.post('/guest/visits').json({ secret, name: 'Bob', email: 'bob' })
    wrong.assertStatus(422)
    assert.isNull(await Grant.findBy({ linkId: link.id }))
  })

  test('needs the password of the link, and limits guesses', async ({ client, assert }) => {
    const password = await hash.make('let me in')
    const link = await openLink(await UserFactory.create(), { password })
    const other = await openLink(await UserFactory.create(), { password })
    await withLimit('signInPair', 2)
    const visit = (secret: string | null, given?: string) => {
      return client.post('/guest/visits').json({ secret, password: given })
    }
    for (const given of [undefined, 'let me out', 'let me out']) {
      const refused = await visit(link.secret, given)
      refused.assertStatus(401)
      refused.assertBodyContains({ errors: [{ code: 'E_LINK_PASSWORD' }] })
    }
    const limited = await visit(link.secret, 'let me in')
    limited.assertStatus(429)
    assert.isNull(await Grant.findBy({ linkId: link.id }))
    const elsewhere = await visit(other.secret, 'let me in')
    elsewhere.assertStatus(201)
  })
})
