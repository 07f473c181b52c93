import { test } from '@japa/runner'
import { askNameServers, isPublicAddress } from '#app/webhooks/delivery/addresses'
import { post } from '#app/webhooks/delivery/post'
import { hang, Receiver, status } from '#tests/support/http/receiver'
import { nameServer } from '#tests/support/services/name_server'

const MESSAGE = { headers: { 'webhook-id': '1' }, body: '{}' }

function send(
  url: string,
  network: Partial<Parameters<typeof post>[1]> = {},
  milliseconds = 5_000
) {
  const message = { url: new URL(url), ...MESSAGE }
  const all = { allowPrivate: false, resolve: async () => [], ...network }
  return post(message, all, AbortSignal.timeout(milliseconds))
}

test.group('a public address', () => {
  for (const address of ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8']) {
    test(`is allowed: ${address}`, ({ assert }) => assert.isTrue(isPublicAddress(address)))
  }

  for (const address of [
    ...['127.0.0.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254'],
    ...['100.64.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '240.0.0.1'],
    ...['::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1'],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:169.254.169.254',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '::7f00:1',
    ],
  ]) {
    test(`is not ${address}`, ({ assert }) => assert.isFalse(isPublicAddress(address)))
  }
})

test.group('a webhook request', () => {
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433']) {
    test(`is refused to the host ${host}`, async ({ assert }) => {
      const receiver = await Receiver.start()
      await assert.rejects(() => send(`http://${host}:${receiver.port}/`), /private or special/)
      assert.isEmpty(receiver.received)
    })
  }

  test('is refused to a name with a private address', async ({ assert }) => {
    const receiver = await Receiver.start()
    const { resolver } = await nameServer(['127.0.0.1'])
    const resolve = (name: string) => askNameServers(name, resolver)
    const url = `http://receiver.example.org:${receiver.port}/`
    await assert.rejects(() => send(url, { resolve }), /private or special/)
    assert.isEmpty(receiver.received)
  })

  test('asks for a name once, and connects to the address that it checked', async ({ assert }) => {
    const receiver = await Receiver.start()
    // A part of the Internet that was never given to anybody; then this machine.
    const answers = [['2000::1'], ['127.0.0.1']]
    const resolve = async () => answers.shift()!
    const url = `http://receiver.example.org:${receiver.port}/`
    await assert.rejects(() => send(url, { resolve }, 1_000))
    assert.lengthOf(answers, 1)
    assert.isEmpty(receiver.received)
  })

  test('asks the name server anew for each connection', async ({ assert }) => {
    const receiver = await Receiver.start()
    const { resolver, asked } = await nameServer(['127.0.0.1', '127.0.0.2'])
    const network = {
      allowPrivate: true,
      resolve: (name: string) => askNameServers(name, resolver),
    }
    const url = `http://receiver.example.org:${receiver.port}/`
    assert.equal(await send(url, network), 204)
    assert.equal(receiver.received[0].headers.host, `receiver.example.org:${receiver.port}`)
    await assert.rejects(() => send(url, network), /ECONNREFUSED/)
    assert.deepEqual(asked, ['127.0.0.1', '127.0.0.2'])
  })

  test('fails if the name is unknown', async ({ assert }) => {
    const { resolver } = await nameServer([])
    const resolve = (name: string) => askNameServers(name, resolver)
    await assert.rejects(() => send('http://receiver.example.org/', { resolve }), /ENOTFOUND/)
  })

  test('does not follow a redirect', async ({ assert }) => {
    const [receiver, other] = [await Receiver.start(), await Receiver.start()]
    receiver.answer = status(307, { location: other.url })
    assert.equal(await send(receiver.url, { allowPrivate: true }), 307)
    assert.isEmpty(other.received)
  })

  test('ends at its time limit, whether the name server or the receiver is silent', async ({
    assert,
  }) => {
    const receiver = await Receiver.start()
    receiver.answer = hang
    const timeout = { name: 'TimeoutError' }
    const never = () => new Promise<string[]>(() => {})
    for (const attempt of [
      () => send(receiver.url, { allowPrivate: true }, 200),
      () => send('http://receiver.example.org/', { resolve: never }, 200),
    ]) {
      const error = await attempt().catch((thrown) => thrown)
      assert.containsSubset(error, error.cause ? { cause: timeout } : timeout)
    }
  })

  test('reads little of an answer that does not end', async ({ assert }) => {
    const receiver = await Receiver.start()
    const isClosed = Promise.withResolvers<void>()
    receiver.answer = (response) => {
      response.on('close', isClosed.resolve)
      response.writeHead(200)
      const chunk = Buffer.alloc(100_000)
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }
    assert.equal(await send(receiver.url, { allowPrivate: true }), 200)
    await isClosed.promise
  })
})
