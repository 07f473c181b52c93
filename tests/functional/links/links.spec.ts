import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { appKeys } from '#config/app'
import { maxLinks } from '#config/links'
import { digestOf } from '#app/accounts/auth/token'
import Link from '#app/links/models/link'
import { UserFactory } from '#database/factories/user_factory'
import { auditOf, openKey } from '#tests/support/http/auth'
import { openLink, openVisit } from '#tests/support/http/links'

const NOBODYS = '01900000-0000-7000-8000-000000000000'
const secretOf = (url: string) => url.split('/').at(-1)!

test.group('/links', () => {
  test('a link has its rules, and the database only a digest of its secret', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const rules = {
      title: 'Wedding of Ann',
      message: 'All your photos, please',
      expiresAt: '2099-01-02T03:04:05.000Z',
      maxAssets: 20,
      maxBytes: 1_000_000,
      maxFileSize: 100_000,
      allowedTypes: ['image/jpeg', 'video/mp4'],
      sender: { name: 'required', email: 'optional' },
      notify: true,
    }
    const made = await client
      .post('/links')
      .json({ ...rules, password: 'let me in' })
      .loginAs(user)
    made.assertStatus(201)
    const { data } = made.body()
    assert.containsSubset(data, {
      ...rules,
      hasPassword: true,
      albumId: null,
      closedAt: null,
      received: { assets: 0, bytes: 0 },
    })
    assert.match(data.url, /\/r\/[\w-]{43}$/)
    assert.notProperty(data, 'password')

    const row = await db.from('links').where({ id: data.id }).first()
    assert.isTrue(row.hash.equals(digestOf(secretOf(data.url))))
    assert.match(row.password, /^\$argon2id\$/)
    assert.notInclude(JSON.stringify(row), secretOf(data.url))
    const [created] = await auditOf(data.id)
    assert.deepInclude(created.$attributes, { action: 'link.created', actorId: user.id })

    const shown = await client.get(`/links/${data.id}`).loginAs(user)
    assert.deepEqual(shown.body().data, data)
    const listed = await client.get('/links').loginAs(user)
    assert.deepEqual(listed.body(), { data: [data], metadata: { nextCursor: null } })
    const others = await client.get('/links').loginAs(await UserFactory.create())
    assert.isEmpty(others.body().data)
  })

  test('is listed newest first, page by page', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const links = [await openLink(user), await openLink(user), await openLink(user)]
    const first = await client.get('/links?limit=2').loginAs(user)
    const { nextCursor } = first.body().metadata
    const second = await client.get(`/links?limit=2&cursor=${nextCursor}`).loginAs(user)
    const ids = [first, second].flatMap((page) => page.body().data.map(({ id }: Link) => id))
    assert.deepEqual(ids, links.map(({ id }) => id).reverse())
    assert.isNull(second.body().metadata.nextCursor)
  })

  test('takes null where there is no limit', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const names = ['message', 'expiresAt', 'maxAssets', 'maxBytes', 'maxFileSize', 'allowedTypes']
    const none = Object.fromEntries(names.map((name) => [name, null]))
    const body = { title: 'Wedding', ...none, albumId: null, password: null }
    const made = await client.post('/links').json(body).loginAs(user)
    made.assertStatus(201)
    assert.containsSubset(made.body().data, { ...none, hasPassword: false, closedAt: null })
  })

  test('refuses a wrong link: {field}')
    .with([
      { field: 'title', body: { title: '  ' } },
      { field: 'title', body: { title: undefined } },
      { field: 'maxAssets', body: { maxAssets: 0 } },
      { field: 'maxFileSize', body: { maxFileSize: 1.5 } },
      { field: 'allowedTypes.0', body: { allowedTypes: ['text/html'] } },
      { field: 'expiresAt', body: { expiresAt: 'tomorrow' } },
      { field: 'sender.name', body: { sender: { name: 'maybe' } } },
      { field: 'url', body: { url: 'https://example.org' } },
    ])
    .run(async ({ client, assert }, { field, body }) => {
      const user = await UserFactory.create()
      const response = await client
        .post('/links')
        .json({ title: 'Wedding', ...body })
        .loginAs(user)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
      assert.isNull(await Link.findBy({ userId: user.id }))
    })

  test('a key needs links:manage', async ({ client }) => {
    const user = await UserFactory.create()
    const allowed = await openKey(user, ['links:manage'])
    const made = await client.post('/links').json({ title: 'Wedding' }).bearerToken(allowed)
    made.assertStatus(201)
    const other = await openKey(user, ['uploads:write'])
    const refused = await client.get('/links').bearerToken(other)
    refused.assertStatus(403)
    refused.assertBodyContains({ errors: [{ code: 'E_SCOPE_MISSING', scopes: ['links:manage'] }] })
  })

  test('is changed field by field, closed and opened', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { id } = await openLink(user, { maxAssets: 3, message: 'Hello', senderName: 'required' })
    const change = async (body: object) => {
      const response = await client.patch(`/links/${id}`).json(body).loginAs(user)
      response.assertStatus(200)
      return response.body().data
    }
    const changed = await change({
      maxAssets: null,
      password: 'word',
      sender: { email: 'optional' },
    })
    assert.containsSubset(changed, { maxAssets: null, hasPassword: true, message: 'Hello' })
    assert.deepEqual(changed.sender, { name: 'required', email: 'optional' })
    const { closedAt } = await change({ closed: true })
    assert.isNotNull(closedAt)
    const again = await change({ closed: true })
    assert.equal(again.closedAt, closedAt)
    const opened = await change({ closed: false, password: null })
    assert.containsSubset(opened, { closedAt: null, hasPassword: false })
    const entries = await auditOf(id)
    assert.isTrue(entries.every(({ action }) => action === 'link.changed'))
    assert.lengthOf(entries, 4)

    const wrong = await client.patch(`/links/${id}`).json({ maxAssets: -1 }).loginAs(user)
    wrong.assertStatus(422)
    const missing = await client.patch(`/links/${NOBODYS}`).json({}).loginAs(user)
    missing.assertStatus(404)
    const stranger = await UserFactory.create()
    const theirs = await client.patch(`/links/${id}`).json({ title: 'Mine' }).loginAs(stranger)
    theirs.assertStatus(404)
    const link = await Link.findOrFail(id)
    assert.equal(link.title, 'Wedding')
  })

  test('files into an album of its owner alone', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const stranger = await UserFactory.create()
    await db.table('albums').insert({ id: user.id, user_id: user.id, title: 'Summer' })
    const body = { title: 'Wedding', albumId: user.id }
    const refused = await client.post('/links').json(body).loginAs(stranger)
    refused.assertStatus(404)
    const made = await client.post('/links').json(body).loginAs(user)
    made.assertStatus(201)
    await db.from('albums').where({ id: user.id }).delete()
    const shown = await client.get(`/links/${made.body().data.id}`).loginAs(user)
    assert.isNull(shown.body().data.albumId)
  })

  test('rotating gives another url and ends the old one with its visits', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const link = await openLink(user)
    const token = await openVisit(link)
    const responses = await Promise.all(
      [1, 2].map(() => client.post(`/links/${link.id}/rotate`).loginAs(user))
    )
    for (const response of responses) response.assertStatus(200)
    const secret = secretOf(responses[0].body().data.url)
    assert.notEqual(secret, link.secret)
    const old = await client.get(`/guest/links/${link.secret}`)
    old.assertStatus(404)
    const current = await client.get('/links').loginAs(user)
    const found = await client.get(`/guest/links/${secretOf(current.body().data[0].url)}`)
    found.assertStatus(200)
    const visit = await client.get('/assets').bearerToken(token)
    visit.assertStatus(401)
  })

  test('revoking deletes it once, for its owner alone', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const { id } = await openLink(user)
    const theirs = await client.delete(`/links/${id}`).loginAs(await UserFactory.create())
    theirs.assertStatus(404)
    const revoked = await client.delete(`/links/${id}`).loginAs(user)
    revoked.assertStatus(204)
    assert.isNull(await Link.find(id))
    const again = await client.delete(`/links/${id}`).loginAs(user)
    again.assertStatus(404)
    const [entry] = await auditOf(id)
    assert.equal(entry.action, 'link.revoked')
  })

  test('works without its url once its key has left APP_KEY', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const link = await openLink(user)
    const { secret } = link
    await link.merge({ keyId: '000000000000' }).save()
    assert.isFalse(appKeys.some(({ id }) => id === '000000000000'))
    const shown = await client.get(`/links/${link.id}`).loginAs(user)
    assert.isNull(shown.body().data.url)
    const visited = await client.get(`/guest/links/${secret}`)
    visited.assertStatus(200)
    const rotated = await client.post(`/links/${link.id}/rotate`).loginAs(user)
    assert.match(rotated.body().data.url, /\/r\/[\w-]{43}$/)
  })

  test('an account has so many links at most', async ({ client, assert }) => {
    const user = await UserFactory.create()
    await db.rawQuery(
      `insert into links (id, user_id, hash, key_id, title)
       select gen_random_uuid(), :id, sha256(gen_random_uuid()::text::bytea), '', 'Full'
       from generate_series(1, :count)`,
      { id: user.id, count: maxLinks - 1 }
    )
    const calls = [1, 2, 3].map(() => client.post('/links').json({ title: 'Last' }).loginAs(user))
    const responses = await Promise.all(calls)
    const statuses = responses.map((response) => response.status())
    assert.deepEqual(statuses.sort(), [201, 409, 409])
  })
})
