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
    const { start } = file.getFROMs().at(-1)!.getRange()
    runtime = file
      .getInstructions()
      .filter((instruction) => instruction.getRange().start.line >= start.line)
  })

  const runtimeLast = (keyword: string) =>
    runtime.filter((instruction) => instruction.getKeyword() === keyword).at(-1)

  test('begins every stage with the Node that the project brings, at an exact version', async ({
    assert,
  }) => {
    const [image] = file.getInitialARGs()
    const lock = JSON.parse(await read('package-lock.json'))
    const { version } = lock.packages['node_modules/node']
    assert.equal(image.getArgumentsContent(), `NODE_IMAGE=node:${version}-trixie-slim`)
    for (const stage of file.getFROMs()) assert.equal(stage.getImage(), '${NODE_IMAGE}')
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

  test('is asked for its health with what it has', ({ assert }) => {
    const [check] = file.getHEALTHCHECKs()
    assert.match(check.getArgumentsContent()!, /CMD \["node", .*\/health\/ready/s)
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
