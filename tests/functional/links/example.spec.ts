import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import env from '#start/env'
import app from '@adonisjs/core/services/app'
import Grant from '#app/accounts/keys/models/grant'
import { UserFactory } from '#database/factories/user_factory'
import { openKey } from '#tests/support/http/auth'
import { JPEG, presignAs } from '#tests/support/http/links'

test.group('The example of docs/links.md', () => {
  test('hands a grant to the browser of its own user', async ({ client, assert, cleanup }) => {
    const user = await UserFactory.create()
    const key = await openKey(user, ['uploads:write'])
    const { makeServer } = await import(app.makeURL('docs/examples/grants.js').href)
    const inbox = `http://${env.get('HOST')}:${env.get('PORT')}`
    const server = makeServer({ inbox, key }).listen(0, '127.0.0.1')
    cleanup(() => server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    const page = await fetch(`http://127.0.0.1:${port}/`)
    assert.include(await page.text(), '/uploads/presign')
    const answer = await fetch(`http://127.0.0.1:${port}/grant`, { method: 'POST' })
    const { token } = (await answer.json()) as { token: string }
    const sent = await presignAs(client, token)
    sent.assertStatus(201)
    assert.deepEqual(sent.body().data.asset.metadata, { order: 7 })
    const grant = await Grant.findByOrFail({ userId: user.id })
    assert.deepInclude(grant.$attributes, { maxAssets: 5, usedBytes: JPEG.size })
  })
})
