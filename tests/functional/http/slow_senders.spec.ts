import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getActiveTestOrFail, test } from '@japa/runner'
import { boundConnections } from '#app/http/server/connection_bounds'
import { appUrl } from '#config/app'
import { jsonBodies } from '#config/bodies'
import { wireTimeouts } from '#config/connections'
import { UserFactory } from '#database/factories/user_factory'
import { PresignUpload } from '#app/uploads/actions/presign_upload'
import { UploadSpeeds } from '#app/storage/http/upload_speeds'
import { received } from '#app/storage/exact_body'
import { makeServer } from '#app/http/server/make_server'
import { openSession } from '#tests/support/http/auth'
import { withLimit } from '#tests/support/http/limits'
import { eventually } from '#tests/support/eventually'
import { SlowSender } from '#tests/support/http/slow_sender'

const asJson = { 'content-type': 'application/json' }

/** Gives the settings other values until the running test ends. */
function withSettings<Settings extends object>(settings: Settings, values: Partial<Settings>) {
  const before = { ...settings }
  Object.assign(settings, values)
  getActiveTestOrFail().cleanup(() => void Object.assign(settings, before))
}

async function listening(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  getActiveTestOrFail().cleanup(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test.group('a body that drips', () => {
  test('is cut off after its deadline with 408', async ({ assert }) => {
    withSettings(jsonBodies, { deadline: 300 })
    const sender = await SlowSender.connect(appUrl)
    sender.begin('POST /auth/login', 60_000, asJson).drip(20)
    await eventually(() => sender.isClosed)
    assert.match(sender.received, /^HTTP\/1\.1 408 /)
    assert.match(sender.received, /"code":"E_REQUEST_TIMEOUT"/)
    assert.match(sender.received, /^connection: close/im)
  })

  test('does not hold the connection once it is answered: {0} {1}')
    .with([
      ['POST', '/nothing/here', 404],
      ['POST', '/assets', 405],
      ['GET', '/health/live', 200],
      ['POST', '/uploads/presign', 401],
      ['POST', '/assets/bulk', 401],
      ['PUT', '/objects/assets/a/original', 403],
    ] as [string, string, number][])
    .run(async ({ assert }, [method, path, status]) => {
      const sender = await SlowSender.connect(appUrl)
      sender.begin(`${method} ${path}`, 60_000, asJson).drip(20)
      await eventually(() => sender.isClosed)
      assert.match(sender.received, new RegExp(`^HTTP/1\\.1 ${status} `))
      assert.match(sender.received, /^connection: close/im)
    })

  test('does not hold the connection when the address is limited', async ({ assert }) => {
    await withLimit('address', 1)
    await fetch(`${appUrl}/auth/me`)
    const sender = await SlowSender.connect(appUrl)
    sender.begin('POST /auth/login', 60_000, asJson).drip(20)
    await eventually(() => sender.isClosed)
    assert.match(sender.received, /^HTTP\/1\.1 429 /)
  })

  test('that has arrived as a whole leaves the connection open', async ({ assert }) => {
    const { accessToken } = await openSession()
    const sender = await SlowSender.connect(appUrl)
    const authorization = `Bearer ${accessToken}`
    sender.begin('POST /uploads/complete', 2, { ...asJson, authorization }).send('{}')
    await eventually(() => sender.received.includes('E_VALIDATION_FAILURE'))
    assert.notMatch(sender.received, /connection: close/i)
  })
})

test.group('headers that drip', () => {
  test('are answered with 408 after their deadline', async ({ assert }) => {
    withSettings(wireTimeouts, { headers: 300 })
    const sender = await SlowSender.connect(await listening(makeServer(() => {})))
    sender.send('GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ')
    sender.drip(20)
    await eventually(() => sender.isClosed)
    assert.match(sender.received, /^HTTP\/1\.1 408 /)
    assert.match(sender.received, /"errors":\[\{"code":"E_REQUEST_TIMEOUT"/)
  })
})

test.group('connections', () => {
  test('of one address are bounded, and others are served', async ({ assert }) => {
    const server = createServer((_request, response) => response.end('served'))
    boundConnections(server, { total: 1_000, address: 20 })
    const url = await listening(server)
    const senders = await Promise.all(
      Array.from({ length: 200 }, () => SlowSender.connect(url, '127.0.0.2'))
    )
    await eventually(() => senders.filter(({ isClosed }) => isClosed).length === 180)

    const neighbour = await SlowSender.connect(url, '127.0.0.3')
    neighbour.begin('GET /', 0)
    await eventually(() => neighbour.received.includes('served'))
    assert.isFalse(neighbour.isClosed)
  })

  test('are bounded altogether', async ({ assert }) => {
    const server = createServer((_request, response) => response.end('served'))
    boundConnections(server, { total: 5, address: 5 })
    const url = await listening(server)
    const senders = await Promise.all(
      Array.from({ length: 9 }, (_, index) => SlowSender.connect(url, `127.0.0.${index + 2}`))
    )
    await eventually(() => senders.filter(({ isClosed }) => isClosed).length === 4)
    assert.lengthOf(
      senders.filter(({ isClosed }) => !isClosed),
      5
    )
  })
})

test.group('an upload to a signed url', () => {
  test('slower than the least of its client is cut off', async ({ assert }) => {
    const speeds = new UploadSpeeds({ bytes: 1_000, periodMs: 200 })
    const url = await listening(countingServer(speeds))
    const slow = await SlowSender.connect(url)
    slow.begin('PUT /slow', 60_000).drip(20)
    await eventually(() => slow.isClosed)
    assert.equal(slow.received, '')
  })

  test('goes on beside a faster one of the same client', async ({ assert }) => {
    const speeds = new UploadSpeeds({ bytes: 1_000, periodMs: 200 })
    const url = await listening(countingServer(speeds))
    const slow = await SlowSender.connect(url)
    slow.begin('PUT /slow', 100).drip(20)
    const fast = await SlowSender.connect(url)
    fast.begin('PUT /fast', 1_000_000).drip(10, 'x'.repeat(1_000))
    await eventually(() => slow.received.includes('200 OK'))
    assert.isFalse(fast.isClosed)
  })

  test('with a body that is not what was signed closes the connection', async ({ assert }) => {
    const { id: userId } = await UserFactory.create()
    const file = { filename: 'a.jpg', contentType: 'image/jpeg', size: 60_000 }
    const { upload } = await new PresignUpload().handle({ ...file, userId })
    const { pathname, search } = new URL(upload!.url)
    const sender = await SlowSender.connect(upload!.url)
    sender.begin(`PUT ${pathname}${search}`, 70_000, { 'content-type': 'image/jpeg' }).drip(20)
    await eventually(() => sender.isClosed)
    assert.match(sender.received, /^HTTP\/1\.1 400 /)
  }).tags(['@once'])
})

function countingServer(speeds: UploadSpeeds) {
  return createServer(async (request, response) => {
    try {
      const chunks = speeds.counted('client', request, received(request))
      await Array.fromAsync(chunks, ({ length }) => length)
      response.end()
    } catch {
      response.destroy()
    }
  })
}
