import pg from 'pg'
import env from '#start/env'
import { defineConfig } from '@adonisjs/lucid'

// Sizes and counts stay far below 2^53, so a bigint arrives as a number, not as text.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export default defineConfig({
  connection: 'postgres',
  connections: {
    postgres: {
      client: 'pg',
      connection: { connectionString: env.get('DATABASE_URL') },
      pool: { min: 0, max: env.get('DATABASE_POOL_MAX', 10), acquireTimeoutMillis: 5_000 },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: {
        enabled: true,
        rulesPaths: ['./database/schema_rules.js'],
        excludeTables: ['asset_events', 'audit_logs_default', 'rate_limits'],
      },
    },
  },
})
