import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { DockerfileParser, type Dockerfile, type Instruction } from 'dockerfile-ast'
import { matches, read, root } from '#tests/unit/deploy/repository'

/** What is imported from another file of the project, by its path or by an alias. */
const IMPORT = /\b(?:from|import)\s*\(?\s*'((?:#\w+|\.\.?)\/[^']+)'/g

test.group('Dockerfile', (group) => {
  let file: Dockerfile
  let runtime: Instruction[]
  group.setup(async () => {
    file = DockerfileParser.parse(await read('Dockerfile'))
    const stage = file.getFROMs().find((from) => from.getBuildStage() === 'runtime')
    const from = stage!.getRange().start.line
    runtime = file
      .getInstructions()
      .filter((instruction) => instruction.getRange().start.line >= from)
  })

  const runtimeLast = (keyword: string) =>
    runtime.filter((instruction) => instruction.getKeyword() === keyword).at(-1)

  test('every image begins with the Node that the project brings, at an exact version', async ({
    assert,
  }) => {
    const [image] = file.getInitialARGs()
    const lock = JSON.parse(await read('package-lock.json'))
    const { version } = lock.packages['node_modules/node']
    assert.equal(image.getArgumentsContent(), `NODE_IMAGE=node:${version}-trixie-slim`)
    const images = file.getFROMs().map((stage) => stage.getImage())
    assert.deepEqual(new Set(images), new Set(['${NODE_IMAGE}', 'runtime']))
  })

  test('runs as a user without rights', ({ assert }) => {
    assert.equal(runtimeLast('USER')?.getArgumentsContent(), 'node')
  })

  test('runs the API unless told otherwise, without a shell that would keep its signals', ({
    assert,
  }) => {
    assert.equal(runtimeLast('CMD')?.getArgumentsContent(), '["node", "bin/server.js"]')
    assert.isUndefined(runtimeLast('ENTRYPOINT'))
  })

  test('the health check is a program of the build', async ({ assert }) => {
    const [check] = file.getHEALTHCHECKs()
    assert.include(check.getArgumentsContent(), 'CMD ["node", "bin/healthcheck.js"]')
    await assert.doesNotReject(() => read('bin/healthcheck.ts'))
  })

  test('builds without asking a registry for a front end, and ends with the plain image', async ({
    assert,
  }) => {
    assert.notMatch(await read('Dockerfile'), /^# *syntax/)
    assert.deepEqual(
      file.getFROMs().map((stage) => stage.getBuildStage()),
      ['build', 'packages', 'runtime', 'full', 'plain']
    )
  })

  test('takes what runs from the stages that built it, and nothing from the context', ({
    assert,
  }) => {
    const copies = file.getCOPYs().filter((copy) => runtime.includes(copy))
    assert.lengthOf(copies, 2)
    for (const copy of copies) assert.isNotNull(copy.getFromFlag())
  })

  test('installs production packages alone, from the lock file', ({ assert }) => {
    const commands = file.getInstructions().map((instruction) => instruction.getArgumentsContent())
    const [packages] = commands.filter((command) => command?.includes('--omit=dev'))
    assert.include(packages, 'npm ci --omit=dev --omit=optional')
  })

  test('builds from sources that import nothing its context lacks', async ({ assert }) => {
    const ignored = await read('.dockerignore')
    const lines = ignored.split('\n').filter((line) => /^[^#*]/.test(line))
    const taken = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    const left = lines.filter((line) => !line.startsWith('!'))
    const isThere = (path: string) =>
      taken.some((one) => path.startsWith(one)) && !left.some((one) => path.startsWith(one))

    const { imports: aliases } = JSON.parse(await read('package.json'))
    const sources = await Array.fromAsync(glob('{*,!(node_modules|build)/**/*}.ts', { cwd: root }))
    const built = sources.filter(isThere)
    assert.isAbove(built.length, 200)
    for (const source of built) {
      for (const wanted of matches(await read(source), IMPORT)) {
        const [first] = wanted.split('/')
        const target = join(aliases[`${first}/*`] ?? join(source, '..', wanted))
        // The build makes what is generated itself.
        assert.isTrue(isThere(target) || target.startsWith('.adonisjs'), `${source}: ${wanted}`)
      }
    }
  })
})
