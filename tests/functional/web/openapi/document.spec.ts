import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { createConfig, lint } from '@redocly/openapi-core'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { documentFile } from '#config/autoswagger'
import { makeDocument, printDocument } from '#app/web/openapi/document'

type Operation = Record<string, any>

const document = JSON.parse(await readFile(documentFile, 'utf8'))

const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(
  ([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      operation,
    }))
)

test.group('The API document', () => {
  test('is served as it was written', async ({ client, assert }) => {
    const response = await client.get('/openapi.json')
    response.assertStatus(200)
    assert.equal(response.type(), 'application/json')
    assert.deepEqual(response.body(), document)
  })

  test('says what the code says now', async ({ assert }) => {
    const written = await readFile(documentFile, 'utf8')
    const message = 'run: node ace docs:generate'
    assert.isTrue(written === printDocument(await makeDocument()), message)
  })

  test("tells the application's version", async ({ assert }) => {
    const { version } = JSON.parse(await readFile(app.makePath('package.json'), 'utf8'))
    assert.equal(document.info.version, version)
  })

  test('is valid OpenAPI 3.1, by the strictest rules', async ({ assert }) => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      rules: {
        // What needs no input and no one signed in can refuse nobody: probes, for one.
        'operation-4xx-response': 'off',
        // Signing in at a provider answers with redirects alone.
        'operation-2xx-response': 'off',
        // An id is a UUID, so that no address fits two of them.
        'no-ambiguous-paths': 'off',
      },
    })
    const problems = await lint({ ref: documentFile, config })
    assert.equal(document.openapi, '3.1.0')
    assert.deepEqual(
      problems.map(({ ruleId, message }) => `${ruleId}: ${message}`),
      []
    )
  })

  test('holds every route, and no other', ({ assert }) => {
    const routes = router.toJSON().root.flatMap(({ methods, pattern }) => {
      const path = pattern.replace(/:(\w+)/g, '{$1}').replace('*', '{key}')
      const documented = methods.filter((method) => !['HEAD', 'OPTIONS'].includes(method))
      return documented.map((method) => `${method} ${path}`)
    })
    assert.isAbove(routes.length, 5)
    assert.sameMembers(
      operations.map(({ name }) => name),
      routes
    )
  })
})

test.group('Operation', () => {
  test('{name} has a name of its own, a summary and a tag')
    .with(operations)
    .run(({ assert }, { operation }) => {
      const namesakes = operations.filter((other) => {
        return other.operation.operationId === operation.operationId
      })
      assert.lengthOf(namesakes, 1)
      assert.match(operation.summary, /^\p{Lu}.{3,}[^.]$/u)
      assert.lengthOf(operation.tags, 1)
    })

  test('{name} describes the body that it takes')
    .with(operations.filter(({ method }) => ['PUT', 'PATCH'].includes(method)))
    .run(({ assert }, { operation }) => {
      const [content] = Object.values<{ schema: object }>(operation.requestBody.content)
      assert.isNotEmpty(content.schema)
    })

  test('{name} describes every answer and every error')
    .with(operations)
    .run(({ assert }, { operation }) => {
      for (const [status, answer] of Object.entries(responsesOf(operation))) {
        assert.isNotEmpty(answer.description)
        if (['202', '204', '302', '304'].includes(status) && !answer.content) continue
        if (operation.tags[0] === 'Objects' && Number(status) < 400) continue
        const [content] = Object.values<{ schema: Operation }>(answer.content)
        const schema = resolve(content.schema)
        assert.isNotEmpty(schema)
        const isPage = 'text/html' in answer.content
        if (Number(status) >= 400 && !isPage) assert.property(schema.properties, 'errors')
      }
      assert.containsSubset(Object.keys(operation.responses), ['500'])
    })

  test('{name} names what a signed-in caller may be refused')
    .with(operations.filter(({ operation }) => operation.security.length > 0))
    .run(({ assert }, { operation }) => {
      assert.containsSubset(operation.responses, { 401: {}, 429: {}, 503: {} })
      // A key may lack a scope, and a grant may do little.
      assert.equal('403' in operation.responses, 'bearer' in operation.security[0])
    })
})

function responsesOf(operation: Operation): Record<string, Operation> {
  const responses = Object.entries<Operation>(operation.responses)
  return Object.fromEntries(responses.map(([status, answer]) => [status, resolve(answer)]))
}

/** The part of the document that is referred to, or what was given. */
function resolve(given: Operation): Operation {
  const [, kind, name] = /^#\/components\/(\w+)\/(\w+)$/.exec(given.$ref) ?? []
  return kind ? document.components[kind][name] : given
}
