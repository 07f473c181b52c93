import pg from 'pg'
import env from '#start/env'
import { defineConfig } from '@adonisjs/lucid'
import { boundedSocket } from '#app/persistence/bounded_socket'

// Sizes and counts stay far below 2^53, so a bigint arrives as a number, not as text.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

// A time without a zone is no moment: it stays the text that it is.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, String)

const url = env.get('DATABASE_URL')

/** Changes tables: another role than the application's where DATABASE_MIGRATION_URL names one. */
export const migrationUrl = env.get('DATABASE_MIGRATION_URL', url)

/** The application's role, where it owns nothing and migrations have to grant it what it needs. */
export const applicationRole = roleOf(url) === roleOf(migrationUrl) ? undefined : roleOf(url)

const isMigrating = process.argv.some((word) => word.startsWith('migration:'))

export default defineConfig({
  connection: 'postgres',
  connections: {
    postgres: {
      client: 'pg',
      connection: isMigrating ? { connectionString: migrationUrl } : boundedConnection(),
      pool: {
        min: 0,
        max: env.get('DATABASE_POOL_MAX', 10),
        acquireTimeoutMillis: 5_000,
        afterCreate: isMigrating ? boundLocks : prepareConnection,
      },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: {
        enabled: true,
        rulesPaths: ['./database/schema_rules.js'],
        excludeTables: [
          'asset_events',
          'asset_months',
          'album_assets',
          'archive_pages',
          'share_assets',
          'processing_charges',
          'rate_limits',
        ],
      },
    },
    // What limits count: requests of one user meet in one row, and must not wait there for the disk.
    counters: {
      client: 'pg',
      connection: boundedConnection(),
      pool: { min: 0, max: 2, acquireTimeoutMillis: 5_000, afterCreate: skipDisk },
    },
  },
})

/** No statement takes a minute but a migration's. */
function boundedConnection() {
  return { connectionString: url, stream: () => boundedSocket(60_000) }
}

/**
 * A process that stands still in a transaction would else lock its rows for everybody, for ever.
 * And lists have an index in their very order: to sort what another one has half in order reads all
 * rows of an owner where PostgreSQL expected few.
 */
function prepareConnection(connection: pg.Client, done: (error?: Error | null) => void) {
  const settings = `set idle_in_transaction_session_timeout = '15s'; set enable_incremental_sort = off`
  connection.query(settings, (error) => done(error))
}

/** A migration that waits for a table makes all wait behind it. `Migration` gives way, and asks again. */
export function boundLocks(connection: pg.Client, done: (error?: Error | null) => void) {
  connection.query(`set lock_timeout = '2s'`, (error) => done(error))
}

/** A count that a crash of the server loses does no harm. */
function skipDisk(connection: pg.Client, done: (error?: Error | null) => void) {
  connection.query('set synchronous_commit = off', (error) => done(error))
}

function roleOf(databaseUrl: string) {
  return decodeURIComponent(new URL(databaseUrl).username)
}
