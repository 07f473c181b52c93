import { v7 } from 'uuid'
import { test } from '@japa/runner'
import env from '#start/env'
import Asset from '#app/assets/models/asset'
import { UserFactory } from '#database/factories/user_factory'
import { openSession } from '#tests/support/http/auth'
import { mediaFile, sha256 } from '#tests/support/http/uploads'
import { silence } from '#tests/support/media/wav'
import { builtClient } from '#tests/support/services/client_package'
import { spawnWorker } from '#tests/support/services/spawn'

const MIB = 1024 ** 2

type Progress = { sent: number }

async function photo(name = 'good/gps.jpg') {
  const { bytes, declaration } = await mediaFile(name)
  const { filename, contentType } = declaration
  return new File([new Uint8Array(bytes)], filename, { type: contentType })
}

/** A client of a new user, whose requests go through `fetch`. */
async function newClient(fetch: typeof globalThis.fetch = globalThis.fetch) {
  const { MediaInbox } = await builtClient()
  const user = await UserFactory.create()
  const { accessToken: token } = await openSession(user)
  return { user, client: new MediaInbox({ url: env.get('APP_URL')!, token, fetch }) }
}

test.group('the client', (group) => {
  group.setup(() => void builtClient())

  test('uploads a photo and resolves with the ready asset', async ({ assert }) => {
    spawnWorker()
    const { client, user } = await newClient()
    const sent: number[] = []
    const file = await photo()
    const metadata = { order: 17 }
    const asset = await client.upload(file, {
      metadata,
      onProgress: (progress: Progress) => sent.push(progress.sent),
    })
    assert.containsSubset(asset, {
      status: 'ready',
      filename: 'gps.jpg',
      size: file.size,
      metadata,
    })
    assert.equal(sent.at(-1), file.size)
    const row = await Asset.findOrFail(asset.id)
    assert.equal(row.userId, user.id)
  })

  test('sends a large file in parts, and goes on where another call was aborted', async ({
    assert,
  }) => {
    spawnWorker()
    const { client } = await newClient()
    const bytes = silence(70 * MIB)
    const file = new File([new Uint8Array(bytes)], 'silence.wav', { type: 'audio/wav' })
    const externalId = v7()
    const stop = new AbortController()
    const ids: string[] = []
    const onAsset = ({ id }: { id: string }) => void ids.push(id)
    const aborted = client.upload(file, {
      externalId,
      onAsset,
      signal: stop.signal,
      onProgress: ({ sent }: Progress) => sent >= 16 * MIB && stop.abort(),
    })
    await assert.rejects(() => aborted, /abort/i)

    const sent: number[] = []
    const asset = await client.upload(file, {
      externalId,
      onAsset,
      onProgress: (progress: Progress) => sent.push(progress.sent),
    })
    assert.isAtLeast(sent[0], 16 * MIB)
    assert.equal(sent.at(-1), file.size)
    assert.deepEqual(ids, [asset.id, asset.id])
    assert.containsSubset(asset, { status: 'ready', sha256: sha256(bytes) })
  })

  test('throws what is wrong with a file, before and after it is sent', async ({ assert }) => {
    spawnWorker()
    const { client } = await newClient()
    const { MediaInboxError } = await builtClient()
    const text = new File(['hello'], 'a.txt', { type: 'text/plain' })
    const refused = await client.upload(text).catch((error: unknown) => error)
    assert.instanceOf(refused, MediaInboxError)
    assert.containsSubset(refused, { status: 422, code: 'E_TYPE_NOT_ALLOWED' })

    const damaged = await photo('hostile/truncated.jpg')
    const rejected = await client.upload(damaged).catch((error: unknown) => error)
    assert.instanceOf(rejected, MediaInboxError)
    assert.containsSubset(rejected, { status: 422 })
    const [row] = await Asset.query().where('filename', 'truncated.jpg').orderBy('id', 'desc')
    assert.containsSubset(row.$attributes, { status: 'rejected' })
    assert.containsSubset(rejected, { code: row.errorCode })
  })

  test('retries what a lost connection has interrupted', async ({ assert }) => {
    spawnWorker()
    const lost = new Map<string, number>()
    const { client } = await newClient(async (input, init) => {
      const call = `${init?.method} ${new URL(String(input)).pathname.replaceAll(/[\da-f-]{36}/g, '')}`
      const times = (lost.get(call) ?? 0) + 1
      lost.set(call, times)
      if (times === 1) throw new TypeError('fetch failed')
      return fetch(input, init)
    })
    const asset = await client.upload(await photo())
    assert.equal(asset.status, 'ready')
    assert.includeMembers([...lost.keys()], ['POST /uploads/presign', 'POST /uploads/complete'])
  })

  test('waits without events too', async ({ assert }) => {
    spawnWorker()
    let refused = 0
    const { client } = await newClient((input, init) => {
      if (!String(input).endsWith('/events')) return fetch(input, init)
      refused++
      return Promise.resolve(
        new Response('{"errors":[{"code":"E_SCOPE_MISSING"}]}', { status: 403 })
      )
    })
    const asset = await client.upload(await photo())
    assert.equal(asset.status, 'ready')
    assert.isAbove(refused, 0)
  })

  test('calls everything by name, and returns the answer', async ({ assert }) => {
    const { client } = await newClient()
    const url = 'https://example.org/hook'
    const body = { url, events: ['asset.ready' as const] }
    const { data: webhook } = await client.call('POST /webhooks', { body })
    assert.match(webhook.secret, /^whsec_/)
    const listed = await client.call('GET /webhooks', { query: { limit: 1 } })
    assert.equal(listed.data[0].id, webhook.id)
    const path = { id: webhook.id }
    assert.isUndefined(await client.call('DELETE /webhooks/{id}', { path }))
    const gone = await client.call('GET /webhooks/{id}', { path }).catch((error: unknown) => error)
    assert.containsSubset(gone, { status: 404, code: 'E_NOT_FOUND' })
  })

  test('reads events as they happen', async ({ assert }) => {
    const { client } = await newClient()
    const stop = new AbortController()
    const events = client.events({ signal: stop.signal })
    const first = events.next()
    const { bytes, declaration } = await mediaFile('good/gps.jpg')
    const body = { ...declaration, size: bytes.length }
    // The stream begins with what happens after it is open.
    const presign = setInterval(() => client.call('POST /uploads/presign', { body }), 200)
    const { value } = await first
    clearInterval(presign)
    stop.abort()
    assert.containsSubset(value, { event: 'asset', data: { status: 'pending' } })
  })
})
