import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { test } from '@japa/runner'
import { Client, type ClientConfig } from 'pg'
import { boundedSocket } from '#app/persistence/bounded_socket'
import { isDatabaseOutage } from '#app/persistence/database_outage'

// What a server says that lets anybody in and is ready: AuthenticationOk, ReadyForQuery.
const WELCOME = Buffer.from('520000000800000000' + '5a0000000549', 'hex')

/** A connection to a server that ends it as soon as it is told to. */
async function connected(config: ClientConfig = {}) {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const client = new Client({ host: '127.0.0.1', port, ...config })
  const accepted = once(server, 'connection').then(([socket]: Socket[]) => {
    socket.once('data', () => socket.write(WELCOME))
    return socket
  })
  await Promise.all([accepted, client.connect()])
  return { client, socket: await accepted, server }
}

test.group('A lost connection is an outage of the database', () => {
  test('in the middle of a statement', async ({ assert, cleanup }) => {
    const { client, socket, server } = await connected()
    cleanup(() => void server.close())
    client.on('error', () => {})
    const failing = client.query('select 1').catch((error) => error)
    socket.destroy()
    assert.isTrue(isDatabaseOutage(await failing))
  })

  test('before the next statement', async ({ assert, cleanup }) => {
    const { client, socket, server } = await connected()
    cleanup(() => void server.close())
    const lost = once(client, 'error')
    socket.destroy()
    await lost
    const error = await client.query('select 1').catch((failure) => failure)
    assert.isTrue(isDatabaseOutage(error), error.message)
  })

  test('after it was closed', async ({ assert, cleanup }) => {
    const { client, server } = await connected()
    cleanup(() => void server.close())
    client.on('error', () => {})
    const ended = client.end()
    const error = await client.query('select 1').catch((failure) => failure)
    assert.isTrue(isDatabaseOutage(error), error.message)
    await ended
  })

  test('where the server has been silent for too long', async ({ assert, cleanup }) => {
    const { client, server } = await connected({ stream: () => boundedSocket(50) })
    cleanup(() => void server.close())
    client.on('error', () => {})
    const error = await client.query('select 1').catch((failure) => failure)
    assert.isTrue(isDatabaseOutage(error), error.message)
  })

  test('and so is a server without room, memory or connections: {$self}')
    .with(['53100', '53200', '53300', '57014', '57P01', '57P04', '58030', '58P01'])
    .run(({ assert }, code) => {
      assert.isTrue(isDatabaseOutage(Object.assign(new Error('could not'), { code })))
    })

  test('and a statement that is wrong is none', ({ assert }) => {
    const wrong = Object.assign(new Error('column "x" does not exist'), { code: '42703' })
    assert.isFalse(isDatabaseOutage(wrong))
  })
})
