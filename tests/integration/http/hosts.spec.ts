import { test } from '@japa/runner'
import { AssetFactory } from '#database/factories/asset_factory'
import { openSession } from '#tests/support/http/auth'
import { EventListener } from '#tests/support/http/event_listener'
import { send } from '#tests/support/http/signed_requests'
import { spawnServer } from '#tests/support/services/spawn'

test.group('URLs of the disk store without APP_URL', (group) => {
  group.tap((own) => own.tags(['@once']))

  test('lead to the host that the request named, in answers and events', async ({ assert }) => {
    const unset = { APP_URL: undefined, S3_BUCKET: undefined, HOST: '0.0.0.0' }
    const server = await spawnServer(unset)
    const { port } = new URL(server.url)
    const asset = await AssetFactory.apply('ready').with('user').create()
    const { accessToken } = await openSession(asset.user)
    const list = async (host: string) => {
      const headers = { host, authorization: `Bearer ${accessToken}` }
      const { bytes } = await send({ url: `http://127.0.0.1:${port}/assets`, headers })
      return new URL(JSON.parse(String(bytes)).data[0].urls.original).origin
    }

    for (const host of [`192.168.7.7:${port}`, `inbox.local:${port}`, `[fd00::1]:${port}`]) {
      assert.equal(await list(host), `http://${host}`)
    }
    assert.equal(await list('inbox.example.org'), `http://localhost:${port}`)

    const phone = `http://127.0.0.2:${port}`
    const listener = await EventListener.open(asset.user, { url: phone, accessToken })
    await asset.merge({ filename: 'beach.jpg' }).save()
    const { data } = await listener.hears(asset.id)
    assert.include(data, { filename: 'beach.jpg' })
    assert.isTrue((data.urls as { original: string }).original.startsWith(`${phone}/objects/`))
  })
})
