import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import pg from 'pg'
import { getActiveTest, test } from '@japa/runner'
import { postgresConnection } from '#app/queue/connections'

function message(type: string, body: string | Buffer) {
  const content = Buffer.from(body)
  const length = Buffer.alloc(4)
  length.writeInt32BE(content.length + 4)
  return Buffer.concat([Buffer.from(type), length, content])
}

// https://www.postgresql.org/docs/current/protocol-message-formats.html
const authenticated = message('R', Buffer.alloc(4))
const readyForQuery = message('Z', 'I')
const shutdown = message('E', 'SFATAL\0C57P01\0Mterminating connection\0\0')

/** A PostgreSQL that lets everybody in, and says in the same breath that it is going down. */
async function leavingServer() {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.concat([authenticated, readyForQuery, shutdown])))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  getActiveTest()?.cleanup(() => void server.close())
  return `postgres://somebody@127.0.0.1:${(server.address() as AddressInfo).port}/media_inbox`
}

test.group("The queue's connections", () => {
  test('end no process when they break before anybody listens', async ({ assert }) => {
    const client = new pg.Client(postgresConnection(await leavingServer()))
    await client.connect()
    await assert.rejects(() => client.query('select 1'), /not queryable/)
    await client.end()
  })

  test('tell of their end whoever listens from then on', async ({ assert }) => {
    const client = new pg.Client(postgresConnection(await leavingServer()))
    await client.connect()
    const [error] = await once(client, 'error')
    assert.equal(error.message, 'Connection terminated unexpectedly')
    await client.end()
  })
})
