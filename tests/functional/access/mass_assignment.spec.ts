import { TOTP } from 'otpauth'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import string from '@adonisjs/core/helpers/string'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import type User from '#app/accounts/models/user'
import { IssuePasswordReset } from '#app/accounts/actions/issue_password_reset'
import AccountToken from '#app/accounts/models/account_token'
import TotpFactor from '#app/accounts/factors/models/totp_factor'
import { BeginMultipart } from '#app/uploads/actions/begin_multipart'
import { AlbumFactory } from '#database/factories/album_factory'
import store from '#app/storage/main'
import { malwareKey } from '#app/assets/object_keys'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { WebhookFactory } from '#database/factories/webhook_factory'
import { Authenticator } from '#tests/support/http/authenticator'
import { freshEmail, openSession } from '#tests/support/http/auth'
import { documentedOperations } from '#tests/support/http/documented_operations'
import { openLink } from '#tests/support/http/links'
import { shareBy } from '#tests/support/http/shares'
import { uploaded } from '#tests/support/http/uploads'

type Body = Record<string, unknown>
type Row = Record<string, unknown>

/** What a client would have to set to gain something, by the type of the column. */
const VALUES: Record<string, unknown> = {
  'integer': 4_242,
  'bigint': 4_242,
  'boolean': true,
  'timestamp with time zone': '2001-02-03T04:05:06.000Z',
  'uuid': '01900000-0000-7000-8000-000000004242',
}
const NAMED: Record<string, unknown> = { role: 'ADMIN', status: 'ready', state: 'completed' }

const file = { filename: 'a.jpg', contentType: 'image/jpeg', size: 1_000 }
const parts = { filename: 'a.mp4', contentType: 'video/mp4', size: 100_000_000 }

/** A right body for each operation that writes, sent with what is added to it. */
const requests: Record<
  string,
  (client: ApiClient, user: User, added: Body) => Promise<ApiResponse>
> = {
  'POST /auth/register': async (client, _user, added) => {
    return client.post('/auth/register').json({ ...added, email: freshEmail(), password: PASSWORD })
  },
  'POST /auth/login': async (client, { email }, added) => {
    return client.post('/auth/login').json({ ...added, email, password: PASSWORD })
  },
  'POST /auth/refresh': async (client, user, added) => {
    const { refreshToken } = await openSession(user)
    return client.post('/auth/refresh').json({ ...added, refreshToken })
  },
  'PUT /auth/password': async (client, user, added) => {
    const passwords = { currentPassword: PASSWORD, newPassword: 'nineteen dry herons' }
    return client
      .put('/auth/password')
      .loginAs(user)
      .json({ ...added, ...passwords })
  },
  'POST /auth/password/forgot': async (client, { email }, added) => {
    return client.post('/auth/password/forgot').json({ ...added, email })
  },
  'POST /auth/email/verify': async (client, user, added) => {
    const values = { userId: user.id, purpose: 'email', email: user.email, expiresIn: 60 } as const
    const { token } = await db.transaction((trx) => AccountToken.issue(values, trx))
    return client.post('/auth/email/verify').json({ ...added, token })
  },
  'PUT /auth/email': async (client, user, added) => {
    return client
      .put('/auth/email')
      .loginAs(user)
      .json({ ...added, email: freshEmail(), currentPassword: PASSWORD })
  },
  'POST /auth/password/reset': async (client, user, added) => {
    const reset = new IssuePasswordReset()
    const { url } = await reset.handle({ id: user.id }, '', { actorId: null })
    const token = url.split('/').at(-1)
    const body = { ...added, token, newPassword: 'nineteen dry herons' }
    return client.post('/auth/password/reset').json(body)
  },
  'PATCH /users/{id}': async (client, user, added) => {
    const administrator = await UserFactory.apply('administrator').create()
    return client.patch(`/users/${user.id}`).loginAs(administrator).json(added)
  },
  'POST /auth/passkeys/options': async (client, user, added) => {
    return client.post('/auth/passkeys/options').loginAs(user).json(added)
  },
  'POST /auth/passkeys': async (client, user, added) => {
    const options = await client.post('/auth/passkeys/options').loginAs(user).json({})
    const response = new Authenticator().create(options.body().data)
    return client
      .post('/auth/passkeys')
      .loginAs(user)
      .json({ ...added, response })
  },
  'POST /auth/passkeys/login': async (client, user, added) => {
    const authenticator = new Authenticator()
    const created = await client.post('/auth/passkeys/options').loginAs(user).json({})
    const response = authenticator.create(created.body().data)
    await client.post('/auth/passkeys').loginAs(user).json({ response })
    const options = await client.post('/auth/passkeys/login/options')
    const answer = authenticator.get(options.body().data)
    return client.post('/auth/passkeys/login').json({ ...added, response: answer })
  },
  'POST /auth/totp': async (client, user, added) => {
    return client.post('/auth/totp').loginAs(user).json(added)
  },
  'POST /auth/totp/confirm': async (client, user, added) => {
    const { secret } = (await TotpFactor.propose(user))!
    const code = new TOTP({ secret }).generate()
    return client
      .post('/auth/totp/confirm')
      .loginAs(user)
      .json({ ...added, code })
  },
  'POST /auth/totp/recovery-codes': async (client, user, added) => {
    const { secret } = (await TotpFactor.propose(user))!
    await db.transaction((trx) => TotpFactor.confirm(user.id, new TOTP({ secret }).generate(), trx))
    return client.post('/auth/totp/recovery-codes').loginAs(user).json(added)
  },
  'POST /auth/login/totp': async (client, user, added) => {
    const { secret } = (await TotpFactor.propose(user))!
    const code = new TOTP({ secret }).generate({ timestamp: Date.now() - 30_000 })
    await db.transaction((trx) => TotpFactor.confirm(user.id, code, trx))
    const credentials = { email: user.email, password: PASSWORD }
    const response = await client.post('/auth/login').json(credentials)
    const { challenge } = response.body().errors[0]
    const next = new TOTP({ secret }).generate()
    return client.post('/auth/login/totp').json({ ...added, challenge, code: next })
  },
  'POST /auth/confirm': async (client, user, added) => {
    return client
      .post('/auth/confirm')
      .loginAs(user)
      .json({ ...added, password: PASSWORD })
  },
  'POST /invitations': async (client, _user, added) => {
    const administrator = await UserFactory.apply('administrator').create()
    return client.post('/invitations').loginAs(administrator).json(added)
  },
  'POST /grants': async (client, user, added) => {
    return client.post('/grants').loginAs(user).json(added)
  },
  'POST /links': async (client, user, added) => {
    return client
      .post('/links')
      .loginAs(user)
      .json({ ...added, title: 'Wedding' })
  },
  'PATCH /links/{id}': async (client, user, added) => {
    const { id } = await openLink(user)
    return client.patch(`/links/${id}`).loginAs(user).json(added)
  },
  'POST /guest/visits': async (client, user, added) => {
    const { secret } = await openLink(user)
    return client.post('/guest/visits').json({ ...added, secret })
  },
  'POST /keys': async (client, user, added) => {
    const { name, ...others } = added
    const body = { name: 'camera', scopes: ['assets:read'] }
    return client
      .post('/keys')
      .loginAs(user)
      .json({ ...others, ...body })
  },
  'POST /uploads/presign': async (client, user, added) => {
    return client
      .post('/uploads/presign')
      .loginAs(user)
      .json({ ...added, ...file })
  },
  'POST /uploads/presign/batch': async (client, user, added) => {
    const { metadata, externalId, sha256, withholdGps, ...others } = added
    return client
      .post('/uploads/presign/batch')
      .loginAs(user)
      .json({ ...added, files: [{ ...others, ...file }] })
  },
  'POST /uploads/complete': async (client, user, added) => {
    const { id } = await uploaded(user)
    return client
      .post('/uploads/complete')
      .loginAs(user)
      .json({ ...added, assetId: id })
  },
  'POST /uploads/multipart': async (client, user, added) => {
    return client
      .post('/uploads/multipart')
      .loginAs(user)
      .json({ ...added, ...parts })
  },
  'POST /uploads/multipart/{assetId}/parts': async (client, user, added) => {
    const { asset } = await new BeginMultipart().handle({ ...parts, userId: user.id })
    const path = `/uploads/multipart/${asset.id}/parts`
    return client
      .post(path)
      .loginAs(user)
      .json({ ...added, partNumbers: [1] })
  },
  'POST /jobs/failures/retry': async (client, user, added) => {
    const administrator = await UserFactory.apply('administrator').create()
    const asset = await AssetFactory.merge({ userId: user.id }).apply('failed').create()
    const reason = `E_${asset.id.slice(-12).toUpperCase()}`
    const lastError = `${reason}: away`
    await JobFactory.merge({ assetId: asset.id, lastError }).apply('failed').create()
    return client
      .post('/jobs/failures/retry')
      .loginAs(administrator)
      .json({ ...added, reason })
  },
  'PATCH /assets/{id}': async (client, user, added) => {
    const { id } = await AssetFactory.merge({ userId: user.id }).create()
    return client
      .patch(`/assets/${id}`)
      .loginAs(user)
      .json({ ...added, filename: 'b.jpg' })
  },
  'POST /assets/{id}/release': async (client, user, added) => {
    const refused = { userId: user.id, status: 'rejected', errorCode: 'E_MALWARE' } as const
    const asset = await AssetFactory.merge({ ...refused, errorMessage: 'Malware.' }).create()
    const bytes = Buffer.from('malware')
    const object = { size: bytes.length, contentType: 'image/jpeg' }
    await store.put(malwareKey(asset.id), bytes, object)
    const administrator = await UserFactory.apply('administrator').create()
    return client
      .post(`/assets/${asset.id}/release`)
      .loginAs(administrator)
      .json({ ...added, reason: 'It is ours.' })
  },
  'POST /assets/bulk': async (client, user, added) => {
    const { id } = await AssetFactory.merge({ userId: user.id }).create()
    return client
      .post('/assets/bulk')
      .loginAs(user)
      .json({ ...added, action: 'favorite', ids: [id] })
  },
  'POST /albums': async (client, user, added) => {
    return client
      .post('/albums')
      .loginAs(user)
      .json({ ...added, title: 'Venice' })
  },
  'PATCH /albums/{id}': async (client, user, added) => {
    const { id } = await AlbumFactory.merge({ userId: user.id }).create()
    return client
      .patch(`/albums/${id}`)
      .loginAs(user)
      .json({ ...added, title: 'Rome' })
  },
  'POST /archives': async (client, user, added) => {
    return client
      .post('/archives')
      .loginAs(user)
      .json({ ...added, everything: true })
  },
  'POST /shares': async (client, user, added) => {
    const { id } = await AssetFactory.merge({ userId: user.id }).create()
    return client
      .post('/shares')
      .loginAs(user)
      .json({ ...added, ids: [id] })
  },
  'PATCH /shares/{id}': async (client, user, added) => {
    const { id: albumId } = await AlbumFactory.merge({ userId: user.id }).create()
    const share = await shareBy(client, user, { albumId })
    return client
      .patch(`/shares/${share.id}`)
      .loginAs(user)
      .json({ ...added, title: 'Rome' })
  },
  'POST /shared/{secret}/visits': async (client, user, added) => {
    const { id: albumId } = await AlbumFactory.merge({ userId: user.id }).create()
    const share = await shareBy(client, user, { albumId })
    return client.post(`${share.path}/visits`).json(added)
  },
  'POST /shared/{secret}/archive': async (client, user, added) => {
    const asset = await AssetFactory.merge({ userId: user.id, etag: 'etag' })
      .apply('ready')
      .create()
    const share = await shareBy(client, user, { ids: [asset.id] })
    const response = await client.post(`${share.path}/archive`).json(added)
    // Else its own status would look like one that the body has set.
    await asset.merge({ status: 'processing' }).save()
    return response
  },
  'POST /webhooks': async (client, user, added) => {
    const webhook = { url: 'https://example.org/', events: ['asset.ready'] }
    return client
      .post('/webhooks')
      .loginAs(user)
      .json({ ...added, ...webhook })
  },
  'PATCH /webhooks/{id}': async (client, user, added) => {
    const { id } = await WebhookFactory.merge({ userId: user.id }).create()
    return client
      .patch(`/webhooks/${id}`)
      .loginAs(user)
      .json({ ...added, url: 'https://example.org/' })
  },
  'POST /webhooks/{id}/replay': async (client, user, added) => {
    const { id } = await WebhookFactory.merge({ userId: user.id }).create()
    return client
      .post(`/webhooks/${id}/replay`)
      .loginAs(user)
      .json({ ...added, since: '2026-01-01T00:00:00Z' })
  },
}

const writable = documentedOperations.filter(({ body }) => body)

test.group('a body with the name of every column', () => {
  test('is tried on every operation that takes one', ({ assert }) => {
    assert.sameMembers(
      writable.map(({ name }) => name),
      Object.keys(requests)
    )
  })

  test('is refused and sets none of them: {name}')
    .with(writable)
    .run(async ({ client, assert }, { name, body }) => {
      const added = await everyColumn(Object.keys(body!.properties))
      assert.isAbove(Object.keys(added).length, 50)

      const user = await UserFactory.create()
      const response = await requests[name](client, user, added)
      response.assertStatus(422)
      const unknown = response.body().errors.filter(({ rule }: Row) => rule === 'unknown')
      assert.sameMembers(
        unknown.map(({ field }: Row) => field),
        Object.keys(added)
      )
      for (const row of await rowsOf(user)) {
        for (const [column, value] of Object.entries(row)) {
          if (value !== true) assert.notStrictEqual(plain(value), added[column] ?? '', column)
        }
      }
    })

  test('is accepted without them: {name}')
    .with(writable)
    .run(async ({ client, assert }, { name }) => {
      const response = await requests[name](client, await UserFactory.create(), {})
      assert.isBelow(response.status(), 300)
    })
})

/** Each column of each table as a field, in both spellings, but for the fields of the body. */
async function everyColumn(fields: string[]): Promise<Body> {
  const all = await columns()
  const entries = all.flatMap(({ column, type }) => {
    const value = NAMED[column] ?? VALUES[type] ?? 'marker'
    return [column, string.camelCase(column)].map((spelling) => [spelling, value] as const)
  })
  return Object.fromEntries(entries.filter(([spelling]) => !fields.includes(spelling)))
}

/** Everything that the tables hold of the user. */
async function rowsOf({ id }: User): Promise<Row[]> {
  const assets = db.from('assets').where('user_id', id)
  return [
    await db.from('users').where({ id }),
    await db.from('sessions').where('user_id', id),
    await assets.clone(),
    await db.from('webhooks').where('user_id', id),
    await db.from('jobs').whereIn('asset_id', assets.clone().select('id')),
  ].flat()
}

function plain(value: unknown) {
  return value instanceof Date ? value.toISOString() : value
}

async function columns(): Promise<{ column: string; type: string }[]> {
  const { rows } = await db.rawQuery(
    `select distinct column_name as "column", data_type as "type"
     from information_schema.columns where table_schema = 'public' order by 1, 2`
  )
  return rows
}
