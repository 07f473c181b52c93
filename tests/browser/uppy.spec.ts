import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import { type Browser, chromium } from 'playwright-core'
import { build, type Rollup } from 'vite'
import Asset from '#app/assets/models/asset'
import { OpenSession } from '#app/accounts/sessions/actions/open_session'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'

const MIB = 1024 ** 2

interface Sent {
  failed?: string[]
  sha256: string
}

async function bundle() {
  const entry = fileURLToPath(new URL('../fixtures/uppy/page.ts', import.meta.url))
  const lib = { entry, formats: ['iife' as const], name: 'page' }
  const built = await build({ logLevel: 'error', configFile: false, build: { lib, write: false } })
  const [output] = built as Rollup.RollupOutput[]
  return output.output[0].code
}

test.group('Uppy as it comes', (group) => {
  let browser: Browser
  let script: string

  group.setup(async () => {
    script = await bundle()
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args })
    return () => browser.close()
  })

  test('sends {size} MiB in {parts}, its connection cut once on the way')
    .with([
      { size: 2, parts: 'one piece' },
      { size: 40, parts: 'three parts' },
    ])
    .run(async ({ assert }, { size }) => {
      const user = await UserFactory.create()
      const { accessToken } = await new OpenSession().handle({ user, origin: { actorId: null } })
      spawnWorker()
      const { url } = await spawnServer()

      // A policy of pages does not concern a library that brings its own page.
      const context = await browser.newContext({ bypassCSP: true })
      const page = await context.newPage()
      await page.goto(`${url}/health/live`)
      await page.addScriptTag({ content: script })
      let puts = 0
      await page.route('**/*', (route) => {
        const cut = route.request().method() === 'PUT' && ++puts === (size > 16 ? 2 : 1)
        return cut ? route.abort('connectionreset') : route.continue()
      })

      const input = { token: accessToken, bytes: size * MIB }
      const sent = await page.evaluate<Sent>(`uploadWithUppy(${JSON.stringify(input)})`)
      assert.isEmpty(sent.failed ?? [])
      const asset = await eventually(
        () => Asset.query().where({ user_id: user.id, status: 'ready' }).first(),
        { deadline: 90_000 }
      )
      assert.equal(asset.sha256, sent.sha256)
      assert.equal(asset.size, size * MIB)
      assert.equal(puts, size > 16 ? 4 : 2)
      await context.close()
    })
})
