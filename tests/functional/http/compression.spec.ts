import { test } from '@japa/runner'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { openSession } from '#tests/support/http/auth'
import { appUrl } from '#config/app'

const decoders = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
}

test.group('A long list', () => {
  test('is compressed with {$self} for a client that accepts it')
    .with(['br', 'gzip'] as const)
    .run(async ({ assert }, encoding) => {
      const { list } = await listOf(25)
      const plain = await list({})
      const { headers, body } = await list({ 'accept-encoding': encoding })

      assert.equal(headers['content-encoding'], encoding)
      assert.equal(headers['content-type'], 'application/json; charset=utf-8')
      assert.include(headers.vary, 'accept-encoding')
      assert.isBelow(body.length, plain.body.length / 2)
      assert.equal(decoders[encoding](body).toString(), plain.body.toString())
    })

  test('is sent as it is to a client that accepts no encoding', async ({ assert }) => {
    const { list } = await listOf(25)
    for (const accepted of [{}, { 'accept-encoding': 'br;q=0, gzip;q=0' }]) {
      const { headers, body } = await list(accepted)
      assert.notProperty(headers, 'content-encoding')
      assert.lengthOf(JSON.parse(body.toString()).data, 25)
    }
  })
})

test.group('A short list', () => {
  test('is not compressed', async ({ assert }) => {
    const { list } = await listOf(1)
    const { headers } = await list({ 'accept-encoding': 'br' })
    assert.notProperty(headers, 'content-encoding')
  })
})

async function listOf(count: number) {
  const user = await UserFactory.create()
  await AssetFactory.merge({ userId: user.id }).createMany(count)
  const { accessToken } = await openSession(user)
  const authorization = `Bearer ${accessToken}`
  return { list: (headers: object) => getRaw({ authorization, ...headers }) }
}

/** The answer as it was sent: `fetch` would decode it. */
async function getRaw(headers: Record<string, string>) {
  const [answer]: IncomingMessage[] = await once(get(`${appUrl}/assets`, { headers }), 'response')
  return { headers: answer.headers, body: await buffer(answer) }
}
