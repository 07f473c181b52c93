import { createHash, randomBytes } from 'node:crypto'
import argon2 from 'argon2'
import { createPostgresBackend, withBackend } from 'bullmq'
import { v7 } from 'uuid'
import { run, transaction } from './bare_database.js'
import * as sql from './bare_sql.js'

export interface Call {
  path: string
  token: string
  body: Record<string, any>
}

const { Queue } = withBackend(createPostgresBackend)
const queue = new Queue('media', {
  connection: { connectionString: process.env.DATABASE_URL!, schema: 'queue', max: 2 },
})

const news = new Set<string>()
let isNotifying = false

/** By method and pattern: the work of each call that is measured. */
export const calls: Record<string, (call: Call) => Promise<unknown>> = {
  'GET /health/live': async () => ({}),

  'GET /assets': async ({ token }) => {
    const user = await signedIn(token)
    const rows = await run('list', sql.LIST, [user.id])
    return { data: rows.slice(0, 25), metadata: { nextCursor: rows[24].id } }
  },

  'GET /assets/:id': async ({ token, path }) => {
    const user = await signedIn(token)
    const [asset] = await run('get', sql.GET, [path.slice('/assets/'.length), user.id])
    return { data: asset }
  },

  'POST /uploads/presign': async ({ token, body }) => {
    const user = await signedIn(token)
    const id = v7()
    const values = [user.id, body.size, id, body.filename, body.contentType]
    const [asset] = await run('reserve', sql.RESERVE, values)
    void notify(user.id)
    return { data: { asset, upload: { url: randomBytes(32).toString('hex') } } }
  },

  'POST /uploads/complete': async ({ token, body: { assetId } }) => {
    const user = await signedIn(token)
    const [asset] = await run('get', sql.GET, [assetId, user.id])
    const jobId = v7()
    await run('take in', sql.TAKE_IN, [assetId, 'etag', jobId])
    void notify(user.id)
    await queue.add('process', { id: jobId }, { jobId })
    return { data: asset }
  },

  'POST /auth/login': async ({ body: { email, password } }) => {
    const [user] = await run('user', sql.USER_BY_EMAIL, [email])
    if (!(await argon2.verify(user.password, password))) throw new Error('wrong password')
    return transaction(async (client) => {
      await run('hold', sql.HOLD_PASSWORD, [user.id, user.password], client)
      const sessionId = v7()
      await run('session', sql.INSERT_SESSION, [sessionId, user.id], client)
      const tokens = await issueTokens(sessionId, client)
      await run('audit', sql.INSERT_AUDIT, [v7(), user.id, sessionId], client)
      return { data: { user, ...tokens } }
    })
  },

  'POST /auth/refresh': async ({ body: { refreshToken } }) => {
    const [accessToken, newRefreshToken] = [makeToken(), makeToken()]
    const access = [v7(), digestOf(accessToken), 900]
    const refresh = [v7(), digestOf(newRefreshToken), 2_592_000]
    const values = [digestOf(refreshToken), 604_800, ...access, ...refresh]
    const [user] = await run('rotate', sql.ROTATE, values)
    return { data: { user, accessToken, refreshToken: newRefreshToken } }
  },
}

async function signedIn(token: string) {
  const [user] = await run('token', sql.TOKEN, [digestOf(token)])
  return user
}

/** As the application does: what comes while others are told of goes out together. */
async function notify(userId: string) {
  news.add(userId)
  if (isNotifying) return
  isNotifying = true
  while (news.size > 0) {
    const userIds = [...news]
    news.clear()
    await run('notify', sql.NOTIFY, [userIds])
  }
  isNotifying = false
}

async function issueTokens(sessionId: string, client: Parameters<typeof run>[3]) {
  const [accessToken, refreshToken] = [makeToken(), makeToken()]
  const access = [v7(), sessionId, digestOf(accessToken)]
  await run('access token', sql.INSERT_ACCESS_TOKEN, access, client)
  const refresh = [v7(), sessionId, digestOf(refreshToken)]
  await run('refresh token', sql.INSERT_REFRESH_TOKEN, refresh, client)
  return { accessToken, refreshToken }
}

function makeToken() {
  return randomBytes(32).toString('base64url')
}

function digestOf(token: string) {
  return createHash('sha256').update(token).digest()
}
