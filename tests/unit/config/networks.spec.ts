import { test } from '@japa/runner'
import { networks } from '#start/env_rules'

test.group('TRUST_PROXY', () => {
  test('takes addresses, networks and names', ({ assert }) => {
    const list = networks()('TRUST_PROXY', 'loopback, 10.0.0.0/8, 2001:db8::/32,192.0.2.7')!
    assert.isTrue(list.check('127.0.0.1'))
    assert.isTrue(list.check('::1', 'ipv6'))
    assert.isTrue(list.check('10.1.2.3'))
    assert.isTrue(list.check('2001:db8::5', 'ipv6'))
    assert.isTrue(list.check('192.0.2.7'))
    assert.isFalse(list.check('192.0.2.8'))
  })

  test('refuses {$self}')
    .with(['everybody', '10.0.0.0/33', '10.0.0.256', '::/129', '10.0.0.0/8/8', '10.0.0.0/x'])
    .run(({ assert }, value) => {
      assert.throws(() => networks()('TRUST_PROXY', value), /^TRUST_PROXY should be addresses/)
    })
})
