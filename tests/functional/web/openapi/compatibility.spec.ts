import { test } from '@japa/runner'
import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { makeDocument } from '#app/web/openapi/document'
import { breakingChanges } from '#tests/support/http/breaking_changes'

const FOLDER = app.makePath('docs/releases')

async function lastRelease() {
  const collator = new Intl.Collator('en', { numeric: true })
  const names = await readdir(FOLDER)
  names.sort(collator.compare)
  return JSON.parse(await readFile(`${FOLDER}/${names.at(-1)}`, 'utf8'))
}

const bodyOf = (document: any, path: string) =>
  document.paths[path].post.requestBody.content['application/json'].schema

const changes = [
  {
    sentence: 'DELETE /assets/{id} is gone',
    change: (document: any) => delete document.paths['/assets/{id}'].delete,
  },
  {
    sentence: 'POST /uploads/complete: the request must have reason now',
    change: (document: any) => bodyOf(document, '/uploads/complete').required.push('reason'),
  },
  {
    sentence: 'POST /uploads/complete: the request may not have assetId any more',
    change: (document: any) => delete bodyOf(document, '/uploads/complete').properties.assetId,
  },
  {
    sentence: 'GET /auth/me: 200: data: email is gone',
    change: (document: any) => delete document.components.schemas.Profile.properties.email,
  },
  {
    sentence: 'GET /assets: 200: data[]: size is no integer any more',
    change: (document: any) => (document.components.schemas.Asset.properties.size.type = 'string'),
  },
]

test.group('The stability of the API', () => {
  test('the document keeps what the last release promised', async ({ assert }) => {
    assert.deepEqual(breakingChanges(await lastRelease(), await makeDocument()), [])
  })

  test('a document is compatible with itself', async ({ assert }) => {
    const document = await lastRelease()
    assert.deepEqual(breakingChanges(document, document), [])
  })

  test('the change is found: {sentence}')
    .with(changes)
    .run(async ({ assert }, { sentence, change }) => {
      const document = await lastRelease()
      const changed = structuredClone(document)
      change(changed)
      assert.include(breakingChanges(document, changed), sentence)
    })
})
