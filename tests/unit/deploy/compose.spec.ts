import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import { DCLinter } from 'dclint'
import { parse } from 'yaml'
import { matches, read, root, variableNames } from '#tests/unit/deploy/repository'

interface Service {
  command?: string
  image?: string
  environment?: Record<string, string>
  ports?: string[]
  volumes?: string[]
  depends_on?: Record<string, { condition: string }>
  networks?: string[]
  healthcheck?: object
  logging?: { options: Record<string, string> }
  deploy?: { resources: { limits: Record<string, unknown> } }
}

/** dclint carries the compose specification's schema as the specification publishes it. */
const schemaFile = new URL(
  'schemas/compose.schema.json',
  import.meta.resolve('dclint/package.json')
)

test.group('docker-compose.yml', (group) => {
  let text: string
  let file: {
    services: Record<string, Service>
    volumes: Record<string, null>
    networks: Record<string, { internal?: boolean } | null>
  }
  group.setup(async () => {
    text = await read('docker-compose.yml')
    file = parse(text, { merge: true })
  })

  test('follows the compose specification', async ({ assert }) => {
    // Its formats and its way to spell the meta schema are its own.
    const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false })
    const validate = ajv.compile(JSON.parse(await readFile(schemaFile, 'utf8')))
    assert.isTrue(validate(file), JSON.stringify(validate.errors, null, 2))
  })

  test('leaves the linter nothing to say but of the order of things', ({ assert }) => {
    const linter = new DCLinter({
      rules: {
        'service-keys-order': 0,
        'services-alphabetical-order': 0,
        'top-level-properties-order': 0,
      },
      quiet: false,
      debug: false,
      exclude: [],
    })
    const [result] = linter.lintFiles([`${root}docker-compose.yml`], false)
    assert.deepEqual(result?.messages ?? [], [])
  })

  test('every image has an exact version, and the application one that a variable sets', ({
    assert,
  }) => {
    const images = Object.values(file.services).flatMap(({ image }) => image ?? [])
    const [own, others] = [true, false].map((isOwn) =>
      images.filter((image) => image.startsWith('media-inbox:') === isOwn)
    )
    assert.deepEqual([...new Set(own)], ['media-inbox:${VERSION:-0.2.0}'])
    assert.lengthOf(others, 3)
    for (const image of others) assert.match(image, /:\d+\.\d+/)
  })

  test('has no default for a secret', ({ assert }) => {
    const variables = Object.values(file.services).flatMap(({ environment = {} }) =>
      Object.entries(environment)
    )
    const secrets = variables.filter(([name]) => /KEY|PASSWORD|SECRET/.test(name))
    assert.isAbove(secrets.length, 8)
    // A name without a value is passed on as it is set.
    const given = secrets.filter(([, value]) => value !== null)
    for (const [, value] of given) assert.match(value, /^\$\{\w+:\?.+\}$/)
    assert.isEmpty(matches(text, /\$\{(\w*(?:KEY|PASSWORD|SECRET)\w*)(?!\w|:\?)/g))
  })

  test('every documented variable reaches the application', async ({ assert }) => {
    // They say how the image runs, not how the service behaves.
    const fixed = ['NODE_ENV', 'HOST', 'PORT', 'DATA_DIR', 'WORKER_METRICS_PORT']
    const { setup, ...rest } = file.services
    const names = await variableNames()
    const documented = names.filter((name) => !fixed.includes(name))
    assert.sameMembers(Object.keys(setup.environment!), documented)
    const own = ['DATABASE_MIGRATION_URL', 'ADMIN_EMAIL', 'ADMIN_PASSWORD']
    const passed = documented.filter((name) => !own.includes(name))
    for (const { environment } of [rest.api1, rest.api2, rest.worker]) {
      assert.sameMembers(Object.keys(environment!), passed)
    }
  })

  test('starts the application on services that are healthy and set up', ({ assert }) => {
    const { api1, api2, worker, setup, proxy, postgres, redis } = file.services
    for (const service of [postgres, redis]) assert.exists(service.healthcheck)
    for (const { depends_on: needs } of [api1, api2, worker]) {
      assert.equal(needs!.setup.condition, 'service_completed_successfully')
      assert.equal(needs!.redis.condition, 'service_healthy')
    }
    assert.equal(setup.depends_on!.postgres.condition, 'service_healthy')
    assert.sameMembers(Object.keys(proxy.depends_on!), ['api1', 'api2'])
  })

  test('only the proxy has a port, for this machine alone', ({ assert }) => {
    const open = Object.entries(file.services).filter(([, { ports }]) => ports)
    assert.deepEqual(
      open.map(([name, { ports }]) => [name, ports]),
      [['proxy', ['127.0.0.1:3000:3000']]]
    )
  })

  test('PostgreSQL and Redis have networks without a way out, which the proxy is not on', ({
    assert,
  }) => {
    const { postgres, redis, proxy } = file.services
    for (const { networks } of [postgres, redis]) {
      for (const name of networks!) assert.isTrue(file.networks[name]!.internal)
    }
    assert.deepEqual(proxy.networks, ['front'])
  })

  test('every service that stays has limits, a bounded log, and only named volumes', ({
    assert,
  }) => {
    for (const [name, service] of Object.entries(file.services)) {
      assert.equal(service.logging?.options['max-size'], '10m', name)
      if (name !== 'setup') assert.properties(service.deploy!.resources.limits, ['memory', 'pids'])
      for (const volume of service.volumes ?? []) {
        const [source] = volume.split(':')
        assert.isTrue(source.startsWith('./') || source in file.volumes, `${name}: ${volume}`)
      }
    }
  })

  test('the role of the application owns no table, and migrations run as another', ({ assert }) => {
    const { api1, setup } = file.services
    assert.match(api1.environment!.DATABASE_URL, /^postgres:\/\/media_inbox:/)
    assert.match(setup.environment!.DATABASE_MIGRATION_URL, /^postgres:\/\/media_inbox_owner:/)
    assert.notProperty(api1.environment, 'DATABASE_MIGRATION_URL')
  })

  test('docker-compose.s3.yml changes services that there are, with variables that are read', async ({
    assert,
  }) => {
    const s3 = parse(await read('docker-compose.s3.yml'), { merge: true })
    assert.includeMembers(Object.keys(file.services), Object.keys(s3.services))
    for (const { environment } of Object.values<Service>(s3.services)) {
      assert.includeMembers(await variableNames(), Object.keys(environment!))
    }
  })
})
