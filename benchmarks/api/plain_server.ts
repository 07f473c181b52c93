/*
 * The plain limit: what a page costs at least. node:http, one prepared statement of plain columns,
 * and JSON; nobody is authenticated, and nothing is signed, counted or logged.
 */
import { createServer } from 'node:http'
import { run } from './bare_database.js'

const COLUMNS = `id, filename, content_type as "contentType", size, sha_256 as sha256, status, kind,
  width, height, placeholder, created_at as "createdAt", updated_at as "updatedAt"`

const LIST = `
  select ${COLUMNS} from assets where user_id = $1 order by user_id desc, id desc limit 25`

const GET = `select ${COLUMNS} from assets where id = $1`

const userId = process.env.PLAIN_USER

createServer(async (request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ data: await answer(request.url!) }))
}).listen(Number(process.env.PORT), '127.0.0.1')

async function answer(path: string) {
  if (path === '/assets') return run('list', LIST, [userId])
  if (!path.startsWith('/assets/')) return null
  const [asset] = await run('get', GET, [path.slice('/assets/'.length)])
  return asset
}
