import { test } from '@japa/runner'

test.group('GET /docs', () => {
  test('is a page of which everything comes from the application', async ({ client, assert }) => {
    const page = await client.get('/docs')
    page.assertStatus(200)
    assert.equal(page.type(), 'text/html')

    const addresses = [...page.text().matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)
    assert.isAtLeast(addresses.length, 4)
    for (const address of addresses) {
      assert.match(address, /^\/docs\/[\w.-]+$/)
      const file = await client.get(address)
      file.assertStatus(200)
      assert.isAbove(Number(file.header('content-length')), 0)
    }
  })

  test('lets a browser run nothing that is not a file of the application', async ({
    client,
    assert,
  }) => {
    const page = await client.get('/docs')
    const policy = page.header('content-security-policy')!
    assert.include(policy, `default-src 'none'`)
    assert.include(policy, `script-src 'self';`)
    assert.include(policy, `style-src 'self';`)
    assert.notMatch(policy, /https?:|\*/)
    assert.notMatch(page.text(), /<script(?![^>]*src=)|<style|\son\w+=/)
  })

  test('shows the document of the application, and asks nobody to judge it', async ({
    client,
    assert,
  }) => {
    const start = await client.get('/docs/start.js')
    assert.include(start.text(), `url: '/openapi.json'`)
    assert.include(start.text(), 'validatorUrl: null')
    assert.notMatch(start.text(), /https?:/)
  })

  test('serves no other file: {$self}')
    .with(['index.html', 'package.json', '..%2Fpackage.json', 'constructor', '__proto__'])
    .run(async ({ client }, name) => {
      const response = await client.get(`/docs/${name}`)
      response.assertStatus(404)
      response.assertBodyContains({ errors: [{ code: 'E_NOT_FOUND' }] })
    })
})
