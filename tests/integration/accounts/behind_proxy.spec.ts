import { test } from '@japa/runner'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { openSession, sessionOf } from '#tests/support/http/auth'
import { spawnServer } from '#tests/support/services/spawn'

const PHOTOS = 'https://photos.example.org'

test.group('behind a trusted proxy', (group) => {
  let server: Awaited<ReturnType<typeof spawnServer>>
  group.setup(async () => {
    server = await spawnServer({ TRUST_PROXY: 'loopback', CORS_ORIGINS: PHOTOS })
    return () => server.kill()
  })

  async function addressOfSignIn(url: string, forwarded: string) {
    const { email } = await UserFactory.create()
    const response = await fetch(`${url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
      body: JSON.stringify({ email, password: PASSWORD }),
    })
    const { data } = (await response.json()) as { data: { accessToken: string } }
    const { ip } = await sessionOf(data.accessToken)
    return ip
  }

  test('the address is the one that the proxy tells', async ({ assert }) => {
    assert.equal(await addressOfSignIn(server.url, '192.0.2.7'), '192.0.2.7')
    assert.equal(await addressOfSignIn(server.url, '10.9.8.7, 192.0.2.7'), '192.0.2.7')
  })

  test('what is no address is not believed', async ({ assert }) => {
    assert.equal(await addressOfSignIn(server.url, 'nowhere'), '127.0.0.1')
  })

  test('a zone of an address is left out', async ({ assert }) => {
    assert.equal(await addressOfSignIn(server.url, `fe80::1%${'a'.repeat(60)}`), 'fe80::1')
  })

  test('nobody is believed who is no proxy', async ({ assert }) => {
    assert.equal(await addressOfSignIn(process.env.APP_URL!, '192.0.2.7'), '127.0.0.1')
  })

  test('addresses are limited one by one', async ({ assert }) => {
    const remaining = async (forwarded: string) => {
      const headers = { 'x-forwarded-for': forwarded }
      const response = await fetch(server.url, { headers })
      return Number(response.headers.get('x-ratelimit-remaining'))
    }
    const first = await remaining('2001:db8::1')
    assert.equal(await remaining('2001:db8::2'), first - 1)
    assert.equal(await remaining('2001:db8:0:1::1'), first)
  })

  test('browsers are told to come by TLS alone where they came by it', async ({ assert }) => {
    const byTls = await fetch(server.url, { headers: { 'x-forwarded-proto': 'https' } })
    assert.equal(byTls.headers.get('strict-transport-security'), 'max-age=31536000')
    const plain = await fetch(server.url)
    assert.isNull(plain.headers.get('strict-transport-security'))
  })

  test('the refresh cookie is Secure over TLS, and its former name is still read', async ({
    assert,
  }) => {
    const { refreshToken } = await openSession()
    const refresh = async (cookie: string) => {
      const headers = {
        'content-type': 'application/json',
        'x-forwarded-proto': 'https',
        'x-refresh-token': 'cookie',
        cookie,
      }
      const response = await fetch(`${server.url}/auth/refresh`, { method: 'POST', headers })
      assert.equal(response.status, 200)
      return response.headers.getSetCookie()
    }
    const [cookie, former] = await refresh(`refresh_token=${refreshToken}`)
    assert.match(
      cookie,
      /^__Secure-refresh_token=mi_refresh_[\w-]{43}; .*HttpOnly; Secure; SameSite=Strict/
    )
    assert.match(former, /^refresh_token=; Max-Age=0;/)
    await refresh(`refresh_token=stale; ${cookie.split(';')[0]}`)
  })

  test('pages of CORS_ORIGINS may call, and no others', async ({ assert }) => {
    const ask = async (origin: string) => {
      const response = await fetch(`${server.url}/auth/login`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-refresh-token',
        },
      })
      return response.headers.get('access-control-allow-origin')
    }
    assert.equal(await ask(PHOTOS), PHOTOS)
    assert.isNull(await ask('https://elsewhere.example.org'))
    const answer = await fetch(server.url, { headers: { origin: PHOTOS } })
    assert.include(answer.headers.get('vary')!.toLowerCase(), 'origin')
  })
})

test.group('behind as many proxies as TRUST_PROXY counts', () => {
  test('a client cannot make up its address', async ({ assert, cleanup }) => {
    const server = await spawnServer({ TRUST_PROXY: '2' })
    cleanup(() => server.kill())
    const { email } = await UserFactory.create()
    const response = await fetch(`${server.url}/auth/login`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // What the client made up, then what the first proxy saw, then the second.
        'x-forwarded-for': '203.0.113.9, 10.1.2.3, 10.0.0.1',
      },
      body: JSON.stringify({ email, password: PASSWORD }),
    })
    const { data } = (await response.json()) as { data: { accessToken: string } }
    const { ip } = await sessionOf(data.accessToken)
    assert.equal(ip, '10.1.2.3')
  })
})
