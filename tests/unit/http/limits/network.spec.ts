import { test } from '@japa/runner'
import { neighbourhoodOf, networkOf, networksOf } from '#app/http/limits/network'

test.group('network of an address', () => {
  test('{0} is {1}')
    .with([
      ['192.0.2.7', '192.0.2.7'],
      ['::ffff:192.0.2.7', '192.0.2.7'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
      ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
      ['2001:db8::1', '2001:db8:0:0::/64'],
      ['::1', '0:0:0:0::/64'],
      ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ])
    .run(({ assert }, [address, network]) => {
      assert.equal(networkOf(address), network)
    })
})

test.group('networks of an address', () => {
  test('are its /64, /56 and /48', ({ assert }) => {
    assert.deepEqual(networksOf('2001:db8:1:2f3::1'), [
      '2001:db8:1:2f3::/64',
      '2001:db8:1:200::/56',
      '2001:db8:1::/48',
    ])
  })

  test('are the address alone in IPv4', ({ assert }) => {
    assert.deepEqual(networksOf('192.0.2.7'), ['192.0.2.7'])
  })

  test('{0} shares turns with {1}')
    .with([
      ['192.0.2.7', '192.0.2.0/24'],
      ['::ffff:192.0.2.7', '192.0.2.0/24'],
      ['2001:db8:1:2::1', '2001:db8:1::/48'],
    ])
    .run(({ assert }, [address, neighbourhood]) => {
      assert.equal(neighbourhoodOf(address), neighbourhood)
    })
})
