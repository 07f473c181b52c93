import { test } from '@japa/runner'
import env from '#start/env'
import buildPage from '#app/web/page/build_hook'
import { send } from '#tests/support/http/signed_requests'

const url = (path: string) => `http://${env.get('HOST')}:${env.get('PORT')}${path}`
const BROWSER = { 'accept': 'text/html,*/*;q=0.8', 'accept-encoding': 'gzip' }

function get(path: string, headers: Record<string, string> = BROWSER) {
  return send({ method: 'GET', url: url(path), headers })
}

/** The page's own text, and the addresses of all that it loads. */
async function openPage(path = '/') {
  const response = await fetch(url(path), { headers: BROWSER })
  const html = await response.text()
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address)
  return { response, html, loaded }
}

test.group('the page', (group) => {
  group.setup(buildPage)

  test('is for browsers; programs are told the name', async ({ client, assert }) => {
    const { response } = await openPage()
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
    assert.include(response.headers.get('vary')!, 'accept')

    for (const accept of ['application/json', '*/*']) {
      const program = await client.get('/').header('accept', accept)
      program.assertStatus(200)
      assert.deepEqual(program.body(), { data: { name: 'media-inbox', documentation: '/docs' } })
    }
  })

  test('may run its own scripts and nothing else', async ({ assert }) => {
    const { response, html } = await openPage()
    const policy = response.headers.get('content-security-policy')!.split('; ')
    assert.includeMembers(policy, [
      `default-src 'none'`,
      `script-src 'self'`,
      `style-src 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
    ])
    assert.notMatch(policy.join(), /unsafe|data:|https?:\/\/(?!127\.0\.0\.1)/)
    assert.notMatch(html, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/)
  })

  test('loads all its files from the application, to be kept for good', async ({ assert }) => {
    const { loaded } = await openPage()
    const isInstalled = (address: string) => /manifest|\/icons\//.test(address)
    assert.isAbove(loaded.length, 2)
    for (const address of loaded.filter((one) => !isInstalled(one))) {
      assert.match(address, /^\/ui\/assets\/[\w.-]+-[\w-]{8}\.\w+$/)
      const { status, headers } = await get(address)
      assert.equal(status, 200)
      assert.match(headers['content-type']!, /^(text\/javascript|text\/css|image\/svg\+xml)/)
      assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
    }
  })

  test('files with a lasting name are asked for again, and the service worker may serve all', async ({
    assert,
  }) => {
    const { loaded } = await openPage()
    for (const name of ['manifest.webmanifest', 'icons/icon-192.png']) {
      assert.include(loaded, `/ui/${name}`)
      const { status, headers } = await get(`/ui/${name}`)
      assert.equal(status, 200)
      assert.equal(headers['cache-control'], 'no-cache')
    }
    const { headers } = await get('/ui/service_worker.js')
    assert.containsSubset(headers, {
      'cache-control': 'no-cache',
      'service-worker-allowed': '/',
    })
  })

  test('is open before 150 kB have come', async ({ assert }) => {
    const { loaded } = await openPage()
    const answers = await Promise.all(['/', ...loaded].map((address) => get(address)))
    for (const { headers } of answers) assert.equal(headers['content-encoding'], 'gzip')
    const bytes = answers.reduce((sum, answer) => sum + answer.bytes.length, 0)
    assert.isAbove(bytes, 10_000)
    assert.isBelow(bytes, 150_000)
  })

  test('of an upload link loads less than 25 kB, and no script of the inbox', async ({
    assert,
  }) => {
    const guest = await openPage('/r/secret')
    assert.equal(guest.response.status, 200)
    assert.equal(guest.response.headers.get('referrer-policy'), 'no-referrer')
    const inbox = await openPage()
    const [script] = inbox.loaded.filter((address) => address.includes('/index-'))
    assert.isDefined(script)
    assert.notInclude(guest.loaded, script)
    const answers = await Promise.all(guest.loaded.map((address) => get(address)))
    const bytes = answers.reduce((sum, answer) => sum + answer.bytes.length, 0)
    assert.isBelow(bytes, 25_000)
    const direct = await get('/ui/guest.html')
    assert.equal(direct.status, 404)
  })

  test('is asked for again and sent only where it has changed', async ({ assert }) => {
    const first = await get('/')
    assert.equal(first.headers['cache-control'], 'no-cache')
    const again = await get('/', { ...BROWSER, 'if-none-match': first.headers.etag! })
    assert.equal(again.status, 304)
    assert.lengthOf(again.bytes, 0)
  })

  test('is sent as it is to who cannot unpack it', async ({ assert }) => {
    const { headers, bytes } = await get('/', { accept: 'text/html' })
    assert.notExists(headers['content-encoding'])
    assert.include(bytes.toString(), '<!doctype html>')
  })

  test('has no other file: {$self}')
    .with(['/ui/', '/ui/index.html', '/ui/nothing.js', '/ui/..%2f..%2fpackage.json', '/ui/assets'])
    .run(async ({ assert }, path) => {
      const { status } = await get(path)
      assert.equal(status, 404)
    })
})
