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
  healthcheck?: object
}

/** dclint carries the compose specification's schema as the specification publishes it. */
const schemaFile = new URL(
  'schemas/compose.schema.json',
  import.meta.resolve('dclint/package.json')
)

test.group('docker-compose.yml', (group) => {
  let text: string
  let file: { services: Record<string, Service>; volumes: Record<string, null> }
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

  test('pins every image to an exact version', ({ assert }) => {
    const images = Object.values(file.services).flatMap(({ image }) => image ?? [])
    assert.lengthOf(images, 3)
    for (const image of images) assert.match(image, /:\d+\.\d+/)
  })

  test('has no default for a secret', ({ assert }) => {
    const variables = Object.values(file.services).flatMap(({ environment = {} }) =>
      Object.entries(environment)
    )
    const secrets = variables.filter(([name]) => /KEY|PASSWORD|SECRET/.test(name))
    assert.isAbove(secrets.length, 8)
    for (const [, value] of secrets) assert.match(value, /^\$\{\w+:\?.+\}$/)
    assert.isEmpty(matches(text, /\$\{(\w*(?:KEY|PASSWORD|SECRET)\w*)(?!\w|:\?)/g))
  })

  test('sets variables that the application reads', async ({ assert }) => {
    const { api, worker, setup } = file.services
    for (const { environment } of [api, worker, setup]) {
      assert.includeMembers(await variableNames(), Object.keys(environment!))
    }
  })

  test('starts the application on services that are healthy and set up', ({ assert }) => {
    const { api, worker, setup, postgres, redis, store } = file.services
    for (const service of [postgres, redis, store]) assert.exists(service.healthcheck)
    for (const { depends_on: needs } of [api, worker]) {
      assert.equal(needs!.setup.condition, 'service_completed_successfully')
      assert.equal(needs!.redis.condition, 'service_healthy')
    }
    assert.equal(setup.depends_on!.postgres.condition, 'service_healthy')
    assert.equal(setup.depends_on!.store.condition, 'service_healthy')
  })

  test('makes its bucket: a store that is new has none', ({ assert }) => {
    assert.include(file.services.setup.command!, 'store:setup --create')
  })

  test('opens its ports to this machine alone', ({ assert }) => {
    const ports = Object.values(file.services).flatMap((service) => service.ports ?? [])
    assert.lengthOf(ports, 2)
    for (const port of ports) assert.match(port, /^127\.0\.0\.1:/)
  })

  test('keeps data in named volumes', ({ assert }) => {
    for (const name of ['postgres', 'redis', 'store']) {
      assert.lengthOf(file.services[name].volumes!, 1)
      assert.property(file.volumes, file.services[name].volumes![0].split(':')[0])
    }
  })
})
