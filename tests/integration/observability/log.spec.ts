import { test } from '@japa/runner'
import { randomUUID } from 'node:crypto'
import { freshEmail } from '#tests/support/http/auth'
import { eventually } from '#tests/support/eventually'
import { spawnServer } from '#tests/support/services/spawn'
import { mediaFile } from '#tests/support/http/uploads'

type Server = Awaited<ReturnType<typeof spawnServer>>
type Line = Record<string, any>

const PASSWORD = 'a battery of horses'

test.group('the log', (group) => {
  // With the suite's bucket, its database would not belong to the folder.
  group.tap((own) => own.tags(['@once']))

  let server: Server
  group.setup(async () => {
    // On the disk store, whose signed queries come to the API itself.
    server = await spawnServer({ LOG_LEVEL: 'trace', S3_BUCKET: '' })
    return () => server.kill()
  })

  test('has one line of JSON for each request, with its route, status, time and people', async ({
    assert,
  }) => {
    const { accessToken, user } = await signUp(server)
    const id = randomUUID()
    const assetId = randomUUID()
    await call(server, 'GET', `/assets/${assetId}?secret=1`, { accessToken, id })

    const [line, ...others] = await requestLines(server, id)
    assert.lengthOf(others, 0)
    assert.containsSubset(line, {
      level: 'info',
      msg: 'request',
      method: 'GET',
      route: '/assets/:id',
      status: 404,
      code: 'E_NOT_FOUND',
      request_id: id,
      user_id: user.id,
      asset_id: assetId,
    })
    assert.isAtLeast(line.ms, 0)
    assert.isFalse(Number.isNaN(Date.parse(line.time)))
  })

  test('names the asset that a request made or asked for, and no text in its place', async ({
    assert,
  }) => {
    const { accessToken } = await signUp(server)
    const { declaration } = await mediaFile('good/phone.jpg')
    const [made, completed, wrong] = [randomUUID(), randomUUID(), randomUUID()]
    const presigned = await call(server, 'POST', '/uploads/presign', {
      accessToken,
      body: declaration,
      id: made,
    })
    const { id: assetId } = presigned.body.data.asset
    const body = { assetId }
    await call(server, 'POST', '/uploads/complete', { accessToken, body, id: completed })
    await call(server, 'GET', `/assets/${PASSWORD}`, { accessToken, id: wrong })

    for (const id of [made, completed]) {
      const [line] = await requestLines(server, id)
      assert.equal(line.asset_id, assetId)
    }
    const [line] = await requestLines(server, wrong)
    assert.notProperty(line, 'asset_id')
  })

  test('names nobody where nobody is signed in, and no address that is unknown', async ({
    assert,
  }) => {
    const id = randomUUID()
    await call(server, 'GET', `/nothing/${PASSWORD}`, { id })
    const [line] = await requestLines(server, id)
    assert.containsSubset(line, { route: 'none', status: 404 })
    assert.notProperty(line, 'user_id')
    assert.notInclude(JSON.stringify(line), PASSWORD)
  })

  test('keeps probes out of what is always told', async ({ assert }) => {
    const id = randomUUID()
    await call(server, 'GET', '/health/live', { id })
    const [line] = await requestLines(server, id)
    assert.equal(line.level, 'debug')
  })

  test('never holds a password, a token, a cookie or a signed query', async ({ assert }) => {
    const { accessToken, refreshToken, email } = await signUp(server)
    const { bytes, declaration } = await mediaFile('good/phone.jpg')
    const presigned = await call(server, 'POST', '/uploads/presign', {
      accessToken,
      body: declaration,
    })
    const { upload } = presigned.body.data
    const { search, pathname } = new URL(upload.url)
    const { headers } = upload
    const sent = await fetch(server.url + pathname + search, {
      method: 'PUT',
      headers,
      body: new Uint8Array(bytes.subarray(1)),
    })
    assert.equal(sent.status, 400)

    const cookie = await fetch(`${server.url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-refresh-token': 'cookie' },
      body: JSON.stringify({ email, password: PASSWORD }),
    })
    assert.equal(cookie.status, 200)
    const [, cookieValue] = /=([^;]+)/.exec(cookie.headers.get('set-cookie')!)!

    await call(server, 'POST', '/auth/login', { body: { email, password: `${PASSWORD}!` } })
    await call(server, 'POST', '/auth/refresh', { body: { refreshToken } })
    await call(server, 'POST', '/auth/refresh', { body: { refreshToken } })
    await fetch(`${server.url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"password": "${PASSWORD}", `,
    })
    const id = randomUUID()
    await call(server, 'GET', '/auth/me', { accessToken: `${accessToken}x`, id })
    await requestLines(server, id)

    const secrets = [PASSWORD, accessToken, refreshToken, cookieValue, search, 'signature=']
    for (const secret of secrets) assert.notInclude(server.output, secret)
    for (const line of server.output.trim().split('\n')) assert.isObject(JSON.parse(line))
  })
})

async function signUp(server: Server) {
  const email = freshEmail()
  const { body } = await call(server, 'POST', '/auth/register', {
    body: { email, password: PASSWORD },
  })
  return { ...body.data, email }
}

interface Call {
  id?: string
  accessToken?: string
  body?: object
}

async function call(server: Server, method: string, path: string, options: Call = {}) {
  const { id = randomUUID(), accessToken, body } = options
  const headers = {
    'x-request-id': id,
    ...(accessToken && { authorization: `Bearer ${accessToken}` }),
    ...(body && { 'content-type': 'application/json' }),
  }
  const answer = await fetch(server.url + path, { method, headers, body: JSON.stringify(body) })
  const text = await answer.text()
  return { status: answer.status, body: text ? JSON.parse(text) : undefined }
}

/** The lines of the request, once its end is told. */
function requestLines(server: Server, id: string): Promise<Line[]> {
  return eventually(() => {
    const lines = server.output.split('\n').slice(0, -1)
    const own = lines.map((line) => JSON.parse(line)).filter(({ request_id: of }) => of === id)
    return own.length > 0 ? own : undefined
  })
}
