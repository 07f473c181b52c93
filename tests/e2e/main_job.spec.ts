import { test } from '@japa/runner'
import { eventually } from '#tests/support/eventually'
import { Installation } from '#tests/support/services/installation'
import { temporaryFolder } from '#tests/support/services/temporary_folder'
import { mediaFile, put, sha256 } from '#tests/support/http/uploads'

/** One file of each format, by different cameras and programs. */
const PHOTOS = [
  'phone.jpg',
  'photo.png',
  'photo.webp',
  'animated.gif',
  'photo.avif',
  'multipage.tif',
]

/** A client that knows nothing but HTTP: an address and, once signed in, a token. */
function client(api: string, token?: string) {
  return async (method: string, path: string, body?: object) => {
    const response = await fetch(api + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : undefined }
  }
}

test.group('npm start, as a new user', (group) => {
  let installation: Installation
  let api: string

  group.setup(async () => {
    installation = new Installation(await temporaryFolder())
    const program = await installation.startReady()
    api = program.url
    return () => installation.remove()
  })

  test('a photo goes in, a thumbnail comes out, and both are gone when it is deleted', async ({
    assert,
  }) => {
    const registered = await client(api)('POST', '/auth/register', {
      email: 'ada@example.org',
      password: 'a long enough password',
    })
    assert.equal(registered.status, 201)
    const call = client(api, registered.body.data.accessToken)

    for (const name of PHOTOS) {
      const { bytes, declaration } = await mediaFile(`good/${name}`)
      const presigned = await call('POST', '/uploads/presign', declaration)
      assert.equal(presigned.status, 201)
      const { asset, upload } = presigned.body.data

      const sent = await put(upload, bytes)
      assert.isTrue(sent.ok)
      const completed = await call('POST', '/uploads/complete', { assetId: asset.id })
      assert.equal(completed.status, 202)

      const ready = await eventually(async () => {
        const { body } = await call('GET', `/assets/${asset.id}`)
        return body.data.status !== 'processing' && body.data
      })
      assert.containsSubset(ready, { status: 'ready', error: null, sha256: sha256(bytes) })
      const thumbnail = await fetch(ready.urls.thumbnail)
      assert.equal(thumbnail.headers.get('content-type'), 'image/webp')

      const deleted = await call('DELETE', `/assets/${asset.id}?permanent=true`)
      assert.equal(deleted.status, 204)
      const gone = await call('GET', `/assets/${asset.id}`)
      assert.equal(gone.status, 404)
      await eventually(async () => {
        const original = await fetch(ready.urls.original)
        return original.status === 404
      })
    }
  })
})
