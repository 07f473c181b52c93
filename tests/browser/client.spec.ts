import { join } from 'node:path'
import { test } from '@japa/runner'
import { type Browser, chromium } from 'playwright-core'
import { build, type Rollup } from 'vite'
import Asset from '#app/assets/models/asset'
import { UserFactory } from '#database/factories/user_factory'
import { openSession } from '#tests/support/http/auth'
import { builtClient, clientFolder } from '#tests/support/services/client_package'
import { spawnServer, spawnWorker } from '#tests/support/services/spawn'
import { silence } from '#tests/support/media/wav'

const MIB = 1024 ** 2

async function bundle() {
  await builtClient()
  const lib = { entry: join(clientFolder, 'dist/index.js'), formats: ['iife' as const] }
  const named = { ...lib, name: 'client' }
  const options = { logLevel: 'error' as const, configFile: false as const }
  const built = await build({ ...options, build: { lib: named, write: false } })
  const [output] = built as Rollup.RollupOutput[]
  return output.output[0].code
}

// Runs in the page: the header of a recording and as much silence as it says.
async function upload({ token, header, size }: { token: string; header: number[]; size: number }) {
  const { client, location } = globalThis as any
  const file = new Blob([new Uint8Array(header), new Uint8Array(size - header.length)])
  const sent: number[] = []
  const inbox = new client.MediaInbox({ url: location.origin, token })
  const asset = await inbox.upload(file, {
    filename: 'silence.wav',
    contentType: 'audio/wav',
    onProgress: (progress: { sent: number }) => sent.push(progress.sent),
  })
  return { asset, sent }
}

test.group('the client in a browser', (group) => {
  let browser: Browser
  let script: string

  group.setup(async () => {
    script = await bundle()
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args })
    return () => browser.close()
  })

  test('uploads {$self} MiB and reports its progress, though a connection is cut')
    .with([2, 40])
    .run(async ({ assert }, mebibytes) => {
      const { accessToken: token, user } = await openSession(await UserFactory.create())
      spawnWorker()
      const { url } = await spawnServer()
      const context = await browser.newContext({ bypassCSP: true })
      const page = await context.newPage()
      await page.goto(`${url}/health/live`)
      await page.addScriptTag({ content: script })
      let puts = 0
      await page.route('**/*', (route) => {
        const isCut = route.request().method() === 'PUT' && ++puts === 1
        return isCut ? route.abort('connectionreset') : route.continue()
      })
      const wav = silence(mebibytes * MIB)
      const header = [...wav.subarray(0, 44)]
      const { asset, sent } = await page.evaluate(upload, { token, header, size: wav.length })
      assert.equal(asset.status, 'ready')
      assert.equal(sent.at(-1), wav.length)
      assert.isTrue(sent.every((bytes) => bytes <= wav.length))
      const row = await Asset.findOrFail(asset.id)
      assert.containsSubset(row.$attributes, { userId: user.id, size: wav.length })
    })
})
