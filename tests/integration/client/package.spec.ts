import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { test } from '@japa/runner'
import { publint } from 'publint'
import { build, type Rollup } from 'vite'
import { builtClient, clientFolder, npm } from '#tests/support/services/client_package'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const run = promisify(execFile)
const TSC = new URL('../../../node_modules/typescript/bin/tsc', import.meta.url).pathname

const STRICT = {
  noEmit: true,
  strict: true,
  target: 'es2022',
  lib: ['es2022', 'dom'],
  module: 'nodenext',
  types: [],
}

const PROGRAM = `
import { MediaInbox, MediaInboxError, type Asset } from 'media-inbox-client'

const client = new MediaInbox({ url: 'https://inbox.example.org', token: () => 'mi_key_x' })
export async function send(file: Blob): Promise<Asset> {
  const { data } = await client.call('GET /assets', { query: { limit: 1 } })
  const first: string | undefined = data[0]?.filename
  // @ts-expect-error there is no such call
  await client.call('GET /nothing')
  // @ts-expect-error the body needs an asset
  await client.call('POST /uploads/complete', { body: {} })
  return client.upload(file, { filename: first ?? 'a.jpg', onProgress: ({ sent, total }) => sent / total })
}
export { MediaInboxError }
`

test.group('the client as a package', (group) => {
  group.tap((own) => own.tags(['@once']))
  test('is below 6 kB for a browser, and needs nothing else', async ({ assert }) => {
    await builtClient()
    const manifest = JSON.parse(await readFile(join(clientFolder, 'package.json'), 'utf8'))
    assert.notProperty(manifest, 'dependencies')
    assert.notProperty(manifest, 'peerDependencies')
    const lib = { entry: join(clientFolder, 'dist/index.js'), formats: ['es' as const] }
    const options = { logLevel: 'error' as const, configFile: false as const }
    const built = await build({ ...options, build: { lib, write: false, minify: true } })
    const [output] = built as Rollup.RollupOutput[]
    assert.lengthOf(output.output, 1)
    assert.isBelow(gzipSync(output.output[0].code).length, 6_000)
  })

  test('is installed into an empty project, with types and the command', async ({ assert }) => {
    const folder = await temporaryFolder()
    const packed = await npm(['pack', '--json', '--pack-destination', folder], clientFolder)
    const [{ filename, files }] = JSON.parse(packed.slice(packed.indexOf('[\n')))
    const paths: string[] = files.map(({ path }: { path: string }) => path)
    assert.isTrue(paths.every((path) => /^(dist\/|package\.json$|README\.md$)/.test(path)))
    const tarball = join(folder, filename)

    await writeFile(join(folder, 'package.json'), '{ "name": "empty", "type": "module" }')
    await npm(['install', '--offline', '--no-audit', '--no-fund', tarball], folder)
    const bin = join(folder, 'node_modules/.bin/media-inbox-upload')
    const { stdout: help } = await run(bin, ['--help'])
    assert.include(help, 'media-inbox-upload DIR')
    const script = `import { MediaInbox } from 'media-inbox-client'; console.log(typeof MediaInbox)`
    const { stdout } = await run('node', ['--input-type=module', '-e', script], { cwd: folder })
    assert.equal(stdout.trim(), 'function')

    await writeFile(join(folder, 'program.ts'), PROGRAM)
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT }))
    await run('node', [TSC], { cwd: folder })

    const { messages } = await publint({ pkgDir: clientFolder, strict: true })
    assert.deepEqual(messages, [])
    const checked = await checkPackage(createPackageFromTarballData(await readFile(tarball)))
    // An ES module is not there for CommonJS, nor for resolution as it was before exports.
    const esm = (problem: object) =>
      !('resolutionKind' in problem) ||
      ['node16-esm', 'bundler'].includes(String(problem.resolutionKind))
    assert.deepEqual(checked.types && checked.problems.filter(esm), [])
  }).timeout(240_000)
})
