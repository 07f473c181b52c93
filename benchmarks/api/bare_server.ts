/*
 * The bound: what these calls cost without a framework. node:http, pg, the application's own SQL,
 * and JSON. It checks nothing that the SQL does not, counts no limit and writes no log.
 */
import { createServer, type IncomingMessage } from 'node:http'
import { type Call, calls } from './bare_calls.js'

createServer(async (request, response) => {
  const path = request.url!.split('?', 1)[0]
  const pattern = path.startsWith('/assets/') ? '/assets/:id' : path
  try {
    const answer = await calls[`${request.method} ${pattern}`](await read(request, path))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  } catch (error) {
    console.error(error)
    response.writeHead(500).end()
  }
}).listen(Number(process.env.PORT), '127.0.0.1')

async function read(request: IncomingMessage, path: string): Promise<Call> {
  const token = request.headers.authorization?.slice(7) ?? ''
  if (request.method === 'GET') return { path, token, body: {} }
  const chunks = await request.toArray()
  return { path, token, body: JSON.parse(Buffer.concat(chunks).toString()) }
}
