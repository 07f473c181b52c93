/*
 * The bound: what these calls cost without a framework. node:http, pg, the application's own SQL,
 * and JSON. It checks nothing that the SQL does not.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import argon2 from 'argon2'
import pg from 'pg'
import { v7 } from 'uuid'
import * as sql from './bare_sql.js'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })

const routes: Record<string, (request: IncomingMessage, path: string) => Promise<unknown>> = {
  'GET /health/live': async () => ({}),
  'GET /assets': async (request) => {
    const user = await signedIn(request)
    const { rows } = await pool.query({ name: 'list', text: sql.LIST, values: [user.id, 26] })
    return { data: rows.slice(0, 25), metadata: { nextCursor: rows[24].id } }
  },
  'GET /assets/:id': async (request, path) => {
    const user = await signedIn(request)
    const values = [path.slice(8), user.id]
    const { rows } = await pool.query({ name: 'get', text: sql.GET, values })
    return { data: rows[0] }
  },
  'POST /uploads/presign': async (request) => {
    const user = await signedIn(request)
    const file = await json(request)
    await transaction(async (client) => {
      await client.query(sql.RESERVE, [user.id, file.size])
      const values = [v7(), user.id, file.filename, file.contentType, file.size]
      await client.query(sql.INSERT_ASSET, values)
    })
    return { data: { upload: { url: randomBytes(32).toString('hex') } } }
  },
  'POST /uploads/complete': async (request) => {
    const user = await signedIn(request)
    const { assetId } = await json(request)
    await pool.query({ name: 'get', text: sql.GET, values: [assetId, user.id] })
    await transaction(async (client) => {
      await client.query(sql.PROCESSING, [assetId])
      await client.query(sql.INSERT_JOB, [v7(), assetId])
    })
    return { data: { id: assetId } }
  },
  'POST /auth/login': async (request) => {
    const { email, password } = await json(request)
    const { rows } = await pool.query('select * from users where email = $1', [email])
    if (!(await argon2.verify(rows[0].password, password))) throw new Error('wrong')
    return transaction((client) => openSession(client, rows[0].id))
  },
}

createServer(async (request, response) => {
  const path = request.url!.split('?', 1)[0]
  const pattern = path.startsWith('/assets/') ? '/assets/:id' : path
  try {
    const answer = await routes[`${request.method} ${pattern}`](request, path)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  } catch {
    // A load that ends cuts its connections; anything else shows as an answer that counts as failed.
    response.writeHead(500).end()
  }
}).listen(Number(process.env.PORT), '127.0.0.1')

async function signedIn(request: IncomingMessage) {
  const token = request.headers.authorization!.slice(7)
  const digest = createHash('sha256').update(token).digest()
  const { rows } = await pool.query({ name: 'token', text: sql.TOKEN, values: [digest] })
  return rows[0]
}

async function json(request: IncomingMessage) {
  const chunks = await request.toArray()
  return JSON.parse(Buffer.concat(chunks).toString())
}

async function transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    client.release()
  }
}

async function openSession(client: pg.PoolClient, userId: string) {
  const sessionId = v7()
  await client.query(sql.INSERT_SESSION, [sessionId, userId])
  await client.query(sql.INSERT_ACCESS_TOKEN, [v7(), sessionId, randomBytes(32)])
  await client.query(sql.INSERT_REFRESH_TOKEN, [v7(), sessionId, randomBytes(32)])
  await client.query(sql.INSERT_AUDIT, [v7(), userId])
  return { data: { sessionId } }
}
