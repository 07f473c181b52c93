import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { EmbeddedPostgres } from '#app/installation/embedded_postgres'
import { lockFolder } from '#app/process/folder_lock'
import { freePort } from '#app/process/free_port'
import { disposableSettings } from '#app/installation/postgres_settings'

const TESTS = fileURLToPath(new URL('../../', import.meta.url))
const HOME = join(TESTS, '../tmp/test')

let ownServer: EmbeddedPostgres | undefined

/**
 * What the suite stands on: a PostgreSQL of its own, unless `DATABASE_URL` names a server, with
 * a new database; an empty data folder; and the variables that tell the application of them.
 * `REDIS_URL` and `S3_BUCKET` are used where they are set. Call the result to put it all away.
 */
export async function startServices() {
  await mkdir(HOME, { recursive: true })
  await lockFolder(HOME, 'let the other run of the tests end first')

  if (!process.env.DATABASE_URL) ownServer = await EmbeddedPostgres.start(HOME, disposableSettings)
  const database = await createDatabase(ownServer?.url ?? process.env.DATABASE_URL!)
  const dataDir = await mkdtemp(join(HOME, 'data-'))
  const port = await freePort()

  Object.assign(process.env, {
    // A developer's own .env must not lead the suite to data that matter.
    ENV_PATH: TESTS,
    DATABASE_URL: database,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port),
    APP_URL: `http://127.0.0.1:${port}`,
    APP_KEY: randomBytes(32).toString('base64url'),
    STORE_HOOK_SECRET: randomBytes(32).toString('base64url'),
    QUEUE_NAME: `test-${randomBytes(4).toString('hex')}`,
    // The receivers of the tests are on this machine.
    WEBHOOKS_ALLOW_PRIVATE: 'true',
    // All tests come from one address. Those of the limits set their own.
    LIMIT_SIGN_IN_ADDRESS: '1000000',
    LIMIT_REGISTER: '1000000',
    LIMIT_REFRESH: '1000000',
    LIMIT_ADDRESS: '1000000',
  })

  return async () => {
    await rm(dataDir, { recursive: true, force: true })
    await ownServer?.stop()
  }
}

/** Restarts the suite's PostgreSQL; one that is not its own only ends all connections. */
export async function restartDatabase() {
  if (ownServer) {
    await ownServer.stop()
    ownServer = await EmbeddedPostgres.start(HOME, disposableSettings)
    return
  }
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  await client.end()
}

/** Makes `<name>_test` anew beside the database that the url names, and returns its url. */
export async function createDatabase(server: string) {
  const target = new URL(server)
  const name = `${target.pathname.slice(1) || 'media_inbox'}_test`
  target.pathname = `/${name}`

  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  return target.href
}
