import { test } from '@japa/runner'
import { greeting } from '#app/installation/greeting'
import { networkUrls } from '#app/installation/network_addresses'

const address = { netmask: '', mac: '', cidr: null }
const interfaces = {
  lo: [{ ...address, address: '127.0.0.1', family: 'IPv4' as const, internal: true }],
  eth0: [
    { ...address, address: '192.168.1.5', family: 'IPv4' as const, internal: false },
    { ...address, address: 'fe80::1', family: 'IPv6' as const, internal: false, scopeid: 2 },
  ],
}
const installation = {
  url: 'http://localhost:3000',
  networkUrls: ['http://192.168.1.5:3000'],
  dataDir: '/data',
  registration: 'open' as const,
  administrator: '[ success ] made admin@example.org\nIts password: 1234\n❯ completed it',
  seconds: 3,
}

test.group('The banner', () => {
  test('names the addresses on the network unless one address alone is listened on', ({
    assert,
  }) => {
    assert.deepEqual(networkUrls('0.0.0.0', '3000', interfaces), ['http://192.168.1.5:3000'])
    assert.isEmpty(networkUrls('127.0.0.1', '3000', interfaces))
  })

  test('says who may register and where the password is, and draws a code on a terminal', ({
    assert,
  }) => {
    const text = greeting({ ...installation, isTerminal: false })
    for (const said of ['http://192.168.1.5:3000', 'Anybody who', 'Its password: 1234']) {
      assert.include(text, said)
    }
    assert.notMatch(text, /[▀▄█]|completed|success/)
    assert.match(greeting({ ...installation, isTerminal: true }), /[▀▄█]{10}/)
  })
})
