import type { Assert } from '@japa/assert'
import type pg from 'pg'
import { connected, freshDatabase, migrateDatabase } from '#tests/support/services/databases'
import { mediaFile } from '#tests/support/http/uploads'
import { ownStoreVariables } from '#tests/support/services/own_store'
import { spawnServer } from '#tests/support/services/spawn'

/** A request that waits longer than this has failed, in milliseconds. */
const PATIENCE = 15_000

const LANES = 4
const EARLIER_INDEX = 'jobs_ended_index'

/** What requests met with while the tables were changed beneath them. */
interface UpgradeReport {
  requests: number
  /** The longest that one had to wait, in milliseconds. */
  longest: number
  failures: string[]
  /** How long all migrations took, in milliseconds. */
  migrating: number
  /** Indexes and constraints that are not valid afterwards. */
  invalid: string[]
}

/** Migrates beside a running API, on so many assets: no request fails, and nothing is left half done. */
export async function assertNobodyIsDropped(assert: Assert, assets: number) {
  const { requests, longest, failures, migrating, invalid } = await upgradeUnderLoad(assets)
  assert.deepEqual(failures, [])
  assert.isEmpty(invalid)
  assert.isAtLeast(requests, 12)
  const seconds = (migrating / 1_000).toFixed(1)
  console.log(`    migrated in ${seconds} s, ${requests} requests, longest ${longest} ms`)
}

/**
 * Fills a database of its own with so many assets and jobs, starts a real API on it, and runs a
 * migration of the past and those of a release to come, while that API lists, reads and presigns.
 */
async function upgradeUnderLoad(assets: number): Promise<UpgradeReport> {
  const database = await freshDatabase()
  await migrateDatabase(database)
  const unlimited = { LIMIT_PRESIGN: '1000000', LIMIT_USER: '1000000', LOG_LEVEL: 'error' }
  const own = { DATABASE_URL: database.url, ...(await ownStoreVariables()) }
  const server = await spawnServer({ ...own, ...unlimited })
  const load = new Load(server.url)
  try {
    const userId = await load.signUp()
    await connected(database.url, (client) => fill(client, userId, assets))
    const working = load.begin()
    const startedAt = Date.now()
    await migrateDatabase(database)
    await migrateDatabase(database, { paths: ['tests/fixtures/upgrade'] })
    const migrating = Date.now() - startedAt
    load.end()
    await working
    const invalid = await connected(database.url, findInvalid)
    const { requests, longest, failures } = load
    return { requests, longest: Math.round(longest), failures, migrating, invalid }
  } finally {
    await server.kill()
    await database.remove()
  }
}

/** Rows as the application would have written them, without its events, and one index fewer. */
async function fill(client: pg.Client, userId: string, count: number) {
  await client.query('alter table assets disable trigger user')
  await client.query(
    `insert into assets (id, user_id, status, kind, filename, content_type, size, sha_256,
       upload_expires_at)
     select audit.first_id(now() - n * interval '1 second'), $1, 'ready', 'image',
       'photo ' || n || '.jpg', 'image/jpeg', 1000 + n, rpad(n::text, 43, 'a') || '=', now()
     from generate_series(1, $2::integer) n`,
    [userId, count]
  )
  await client.query('alter table assets enable trigger user')
  await client.query(
    `insert into jobs (id, asset_id, state) select id, id, 'completed' from assets`
  )
  await client.query(`drop index ${EARLIER_INDEX}`)
  await client.query(`delete from adonis_schema where name like '%0014_index_ended_jobs'`)
  await client.query('vacuum analyze')
}

async function findInvalid(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`
    select indexrelid::regclass::text as name from pg_index where not indisvalid
    union all select conname from pg_constraint where not convalidated
    union all select '${EARLIER_INDEX} is not there' where to_regclass('${EARLIER_INDEX}') is null
  `)
  return rows.map(({ name }) => name)
}

/** Somebody who lists, reads and presigns without a pause. */
class Load {
  requests = 0
  longest = 0
  failures: string[] = []
  #token = ''
  #isOver = false

  constructor(readonly url: string) {}

  async signUp(): Promise<string> {
    const person = { email: 'ada@example.org', password: 'a long enough password' }
    const { user, accessToken } = await this.#ask('POST', '/auth/register', person)
    this.#token = accessToken
    return user.id
  }

  async begin() {
    await Promise.all(Array.from({ length: LANES }, () => this.#work()))
  }

  end() {
    this.#isOver = true
  }

  async #work() {
    const { declaration } = await mediaFile('good/phone.jpg')
    while (!this.#isOver) {
      const assets = await this.#ask('GET', '/assets?status=ready')
      if (assets) await this.#ask('GET', `/assets/${assets[0].id}`)
      await this.#ask('POST', '/uploads/presign', declaration)
    }
  }

  async #ask(method: string, path: string, body?: object) {
    const startedAt = performance.now()
    this.requests++
    const headers = { 'authorization': `Bearer ${this.#token}`, 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(PATIENCE)
    try {
      const request = { method, headers, signal, body: body && JSON.stringify(body) }
      const answer = await fetch(this.url + path, request)
      if (!answer.ok) this.failures.push(`${method} ${path}: ${answer.status}`)
      const { data } = (await answer.json()) as { data: any }
      return data
    } catch (error) {
      this.failures.push(`${method} ${path}: ${error}`)
    } finally {
      this.longest = Math.max(this.longest, performance.now() - startedAt)
    }
  }
}
