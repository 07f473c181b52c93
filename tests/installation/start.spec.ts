import { test } from '@japa/runner'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'
import { Installation } from '#tests/support/services/installation'
import { createDatabase } from '#tests/support/services/services'
import { removeFolder, temporaryFolder } from '#tests/support/services/temporary_folder'

const ADMINISTRATOR = { ADMIN_EMAIL: 'first@example.org', ADMIN_PASSWORD: 'a long enough password' }

async function signIn(url: string) {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = ADMINISTRATOR
  const answer = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  return answer.status
}

async function isReady(url: string) {
  const answer = await fetch(`${url}/health/ready`)
  return answer.ok
}

test.group('npm start', (group) => {
  let installation: Installation
  let program: Awaited<ReturnType<Installation['startReady']>>

  group.setup(async () => {
    installation = new Installation(await temporaryFolder(), ADMINISTRATOR)
    program = await installation.startReady()
    return () => installation.remove()
  })

  test('makes the first administrator and tells where to go', async ({ assert }) => {
    assert.equal(await signIn(program.url), 200)
    assert.include(program.output, `${program.url}/docs`)
    assert.notInclude(program.output, ADMINISTRATOR.ADMIN_PASSWORD)
  })

  test('leaves a build that takes itself for production, run by hand too', async ({ assert }) => {
    const variables = { ...process.env, NODE_ENV: undefined }
    const command = new ChildProgram(['build/ace.js', 'migration:run', '--force'], variables)
    assert.equal(await command.ended, 0)
    assert.include(command.output, 'Already up to date')
    assert.notInclude(command.output, 'Schema classes')
  })

  test('refuses a second start on the same folder', async ({ assert }) => {
    const second = installation.start()
    assert.equal(await second.ended, 1)
    assert.match(second.output, /^\S+ is in use by another start: .+\n$/)
    assert.isTrue(await isReady(program.url))
  })

  for (const service of ['api', 'worker'] as const) {
    test(`starts the ${service} again when it dies`, async ({ assert }) => {
      const dead = await installation.processOf(service)
      process.kill(dead, 'SIGKILL')
      await eventually(async () => (await installation.processOf(service)) !== dead)
      await eventually(() => isReady(program.url))
      assert.include(await installation.processes(), await installation.processOf(service))
    })
  }
})

test.group('npm start | PostgreSQL', () => {
  test('starts again at the same address when it dies', async ({ assert, cleanup }) => {
    const installation = new Installation(await temporaryFolder(), ADMINISTRATOR)
    cleanup(() => installation.killAll())
    const program = await installation.startReady()
    const api = await installation.processOf('api')
    process.kill(await installation.processOf('postgres'), 'SIGKILL')

    await program.says(/PostgreSQL ended and starts again/)
    await eventually(async () => (await signIn(program.url)) === 200, { deadline: 45_000 })
    assert.equal(await installation.processOf('api'), api)
    program.signal('SIGTERM')
    assert.equal(await program.ended, 0)
    await installation.isGone()
  })
})

test.group('npm start | ends', (group) => {
  let installation: Installation

  group.setup(async () => {
    installation = new Installation(await temporaryFolder(), ADMINISTRATOR)
    return () => installation.remove()
  })
  group.each.teardown(() => installation.killAll())

  test('with 0 and no process left at SIGTERM', async ({ assert }) => {
    const program = await installation.startReady()
    program.signal('SIGTERM')
    assert.equal(await program.ended, 0)
    await installation.isGone()
  })

  test('with 0 and no process left when Ctrl-C reaches the whole group, twice', async ({
    assert,
  }) => {
    const program = await installation.startReady()
    program.signalGroup('SIGINT')
    await program.says(/Stopping/)
    program.signalGroup('SIGINT')
    assert.equal(await program.ended, 0)
    await installation.isGone()
  })

  test('with 0 and no process left while it still starts', async ({ assert }) => {
    const program = installation.start()
    await eventually(() => installation.processOf('postgres'))
    program.signalGroup('SIGINT')
    assert.equal(await program.ended, 0)
    await installation.isGone()
  })

  test('by kill -9 of everything, and starts again on the same data', async ({ assert }) => {
    await installation.startReady()
    await installation.killAll()
    const { url } = await installation.startReady()
    assert.equal(await signIn(url), 200)
  })

  test('by kill -9 of the supervisor, and the API and the worker end too', async () => {
    const program = await installation.startReady()
    const services = [await installation.processOf('api'), await installation.processOf('worker')]
    program.signal('SIGKILL')
    await eventually(async () => {
      const left = await installation.processes()
      return !services.some((pid) => left.includes(pid))
    })
    await installation.startReady()
  })

  test('by kill -9 of the supervisor, and the next start ends a service that hangs', async ({
    assert,
  }) => {
    const program = await installation.startReady()
    const hanging = await installation.processOf('api')
    process.kill(hanging, 'SIGSTOP')
    program.signal('SIGKILL')

    await installation.startReady()
    assert.notInclude(await installation.processes(), hanging)
  })
})

test.group('npm start | with DATABASE_URL', () => {
  test('uses that database and starts none', async ({ assert }) => {
    const installation = new Installation(await temporaryFolder(), {
      DATABASE_URL: await createDatabase(process.env.DATABASE_URL!),
      APP_KEY: 'a key of thirty-two characters or some more',
      // An address of this machine that `localhost` does not lead to.
      HOST: '127.0.0.2',
      ...ADMINISTRATOR,
    })
    const program = await installation.startReady()
    assert.equal(await signIn(program.url), 200)
    assert.isFalse(installation.hasPostgres)
    program.signal('SIGTERM')
    assert.equal(await program.ended, 0)
  })
})

test.group('npm start | refuses with one line', (group) => {
  let dataDir: string

  group.setup(async () => {
    dataDir = await temporaryFolder()
    return () => removeFolder(dataDir)
  })

  async function refusal(variables: NodeJS.ProcessEnv, folder = dataDir) {
    const program = new Installation(folder, variables).start()
    return { code: await program.ended, output: program.output }
  }

  test('a wrong variable', async ({ assert }) => {
    const { code, output } = await refusal({ PORT: 'eighty' })
    assert.equal(code, 1)
    assert.match(output, /^PORT .+\n$/)
  })

  test('a taken port', async ({ assert, cleanup }) => {
    const server = createServer().listen(0)
    await once(server, 'listening')
    cleanup(() => void server.close())
    const { port } = server.address() as AddressInfo

    const { code, output } = await refusal({ PORT: String(port) })
    assert.equal(code, 1)
    assert.match(output, new RegExp(`^PORT ${port} is taken: .+\\n$`))
  })

  test('a host that is not here', async ({ assert }) => {
    const { code, output } = await refusal({ HOST: '192.0.2.1' })
    assert.equal(code, 1)
    assert.match(output, /^HOST 192\.0\.2\.1 is no address of this machine .+\n$/)
  })

  test('a data folder that cannot be', async ({ assert }) => {
    const file = join(dataDir, 'file')
    await writeFile(file, '')
    const { code, output } = await refusal({}, join(file, 'storage'))
    assert.equal(code, 1)
    assert.match(output, /^DATA_DIR .+ can't be written to .+\n$/)
  })

  test('a database that does not answer, without its password', async ({ assert }) => {
    const { code, output } = await refusal({
      DATABASE_URL: 'postgres://someone:hidden@127.0.0.1:1/nothing',
      APP_KEY: 'a key of thirty-two characters or some more',
    })
    assert.equal(code, 1)
    assert.match(output, /^DATABASE_URL: .+\n$/)
    assert.notInclude(output, 'hidden')
  })

  test('an unknown flag', async ({ assert }) => {
    const program = new Installation(dataDir).start('--fast')
    assert.equal(await program.ended, 1)
    assert.match(program.output, /--fast[^]*Usage: npm start/)
  })
})
