import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/user_factory'
import { openPage, signIn } from '#tests/support/browser/browser'
import { Site } from '#tests/support/services/site'

const MAX_FIRST_BYTES = 45_000

// Runs in the page: what another application shares.
const share = `(async () => {
  await navigator.serviceWorker.ready
  const form = new FormData()
  form.append('files', new File(['hello'], 'shared.txt', { type: 'text/plain' }))
  await fetch('/share', { method: 'POST', body: form, redirect: 'manual' })
})()`

test.group('the installed page', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  test('its first script and style are under 45 kB, gzipped', async ({ assert }) => {
    const page = await fetch(site.url, { headers: { accept: 'text/html' } })
    const html = await page.text()
    const files = [...html.matchAll(/(?:src|href)="(\/ui\/[^"]+\.(?:js|css))"/g)]
    assert.isAbove(files.length, 1)
    let bytes = 0
    for (const [, path] of files) {
      const file = await fetch(`${site.url}${path}`)
      bytes += gzipSync(Buffer.from(await file.arrayBuffer()), { level: 9 }).length
    }
    assert.isBelow(bytes, MAX_FIRST_BYTES)
  })

  test('it opens without a connection, takes what is shared, and keeps nothing after signing out', async ({
    assert,
  }) => {
    const page = await openPage(site.url, { serviceWorkers: 'allow' })
    await signIn(page, await UserFactory.create())
    const manifest = await page.evaluate('fetch("/ui/manifest.webmanifest").then((r) => r.json())')
    assert.containsSubset(manifest, { display: 'standalone', share_target: { action: '/share' } })

    await page.evaluate('navigator.serviceWorker.ready')
    await page.reload()
    await page.evaluate(share)
    await page.reload()
    await page.getByText('shared.txt').waitFor()
    await page.getByText(/^This kind of file cannot be added/).waitFor()

    await page.evaluate(share)
    await page.getByRole('button', { name: 'Account', exact: true }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    assert.isFalse(await page.evaluate('caches.has("media-inbox-shared")'))

    await page.reload()
    await page.context().setOffline(true)
    await page.reload()
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    assert.deepEqual(page.faults, [])
  })
})
