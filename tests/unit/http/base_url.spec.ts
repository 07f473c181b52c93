import { test } from '@japa/runner'
import { nearbyOrigin } from '#app/http/base_url'

test.group('Links in answers without APP_URL', () => {
  test('point to the host that was asked if no stranger can own it: {$self}')
    .with(['localhost:3000', '127.0.0.1:8080', '192.168.1.20', '[::1]:3000', 'inbox.local'])
    .run(({ assert }, host) => {
      assert.equal(nearbyOrigin(`http://${host}`), `http://${host}`)
    })

  test('never point to a name that the caller made up: {$self}')
    .with([
      'evil.example',
      '8.8.8.8',
      'local.evil.example',
      'a b',
      'evil.example@localhost',
      'localhost/evil',
    ])
    .run(({ assert }, host) => {
      assert.isUndefined(nearbyOrigin(`http://${host}`))
    })
})
