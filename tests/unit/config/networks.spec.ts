import { test } from '@japa/runner'
import { type BlockList } from 'node:net'
import { origins, proxies } from '#start/env_rules'

test.group('TRUST_PROXY', () => {
  test('takes addresses, networks and names', ({ assert }) => {
    const given = 'loopback, 10.0.0.0/8, 2001:db8::/32,192.0.2.7'
    const list = proxies()('TRUST_PROXY', given) as BlockList
    assert.isTrue(list.check('127.0.0.1'))
    assert.isTrue(list.check('::1', 'ipv6'))
    assert.isTrue(list.check('10.1.2.3'))
    assert.isTrue(list.check('2001:db8::5', 'ipv6'))
    assert.isTrue(list.check('192.0.2.7'))
    assert.isFalse(list.check('192.0.2.8'))
  })

  test('takes a number of proxies', ({ assert }) => {
    assert.equal(proxies()('TRUST_PROXY', '2'), 2)
  })

  test('refuses {$self}')
    .with([
      'everybody',
      '10.0.0.0/33',
      '10.0.0.256',
      '::/129',
      '10.0.0.0/8/8',
      '10.0.0.0/x',
      '0',
      '10',
    ])
    .run(({ assert }, value) => {
      assert.throws(() => proxies()('TRUST_PROXY', value), /^TRUST_PROXY should be addresses/)
    })
})

test.group('CORS_ORIGINS', () => {
  test('takes origins, with or without spaces', ({ assert }) => {
    const given = 'https://a.example, http://localhost:5173'
    assert.deepEqual(origins()('CORS_ORIGINS', given), [
      'https://a.example',
      'http://localhost:5173',
    ])
  })

  test('refuses {$self}')
    .with([
      'a.example',
      'https://a.example/',
      'https://a.example,',
      '*',
      'https://A.example',
      'null',
    ])
    .run(({ assert }, value) => {
      assert.throws(() => origins()('CORS_ORIGINS', value), /^CORS_ORIGINS should be origins/)
    })
})
