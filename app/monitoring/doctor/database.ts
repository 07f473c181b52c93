import pg from 'pg'
import { queueConfig } from '#config/queue'
import { NO_DATABASE } from '#app/process/variables'
import { compare } from '#app/monitoring/doctor/clocks'
import { findPending } from '#app/monitoring/health/migrations'
import type { Finding } from '#app/storage/s3_probes'

/** The oldest major version that the service is tried on. */
const OLDEST = 15

export async function* examineDatabase(): AsyncGenerator<Finding> {
  if (queueConfig.databaseUrl === NO_DATABASE) {
    yield { outcome: 'fail', found: 'nothing is set up below DATA_DIR', fix: 'Run: npm start' }
    return
  }
  const client = new pg.Client({
    connectionString: queueConfig.databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  await client.connect()
  try {
    const { rows: shown } = await client.query('show server_version')
    yield examineVersion(shown[0].server_version)
    yield await examineMigrations(client)
    const { rows } = await client.query('select clock_timestamp() as now')
    yield compare('the database', rows[0].now)
  } finally {
    await client.end()
  }
}

/** Takes the version as the server shows it, such as `15.4 (Debian 15.4-1)`. */
export function examineVersion(version: string): Finding {
  if (Number.parseInt(version) >= OLDEST) return { outcome: 'pass', found: `PostgreSQL ${version}` }
  const fix = `Upgrade it to ${OLDEST} or newer.`
  return { outcome: 'fail', found: `PostgreSQL ${version} is too old`, fix }
}

async function examineMigrations(client: pg.Client): Promise<Finding> {
  const pending = await findPending((statement) => client.query(statement))
  if (!pending) return { outcome: 'pass', found: 'all migrations have run' }
  return { outcome: 'fail', found: pending, fix: 'Run: node ace migration:run --force' }
}
