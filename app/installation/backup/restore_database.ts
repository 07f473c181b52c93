import pg from 'pg'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { migrationUrl } from '#config/database'
import { loadTables } from '#app/installation/backup/load_tables'
import type { Manifest } from '#app/installation/backup/manifest'

/**
 * Makes the tables of an empty database as they were when the backup was made, fills them, and
 * only then changes them as this release needs them: later migrations find the rows to change.
 */
export async function restoreDatabase(from: string, { migrations, tables }: Manifest) {
  await putOffMigrationsAfter(migrations)
  await migrate()
  const client = new pg.Client({ connectionString: migrationUrl })
  await client.connect()
  try {
    await loadTables(client, from, tables)
    await client.query('delete from adonis_schema where batch = 0')
    await migrate()
    await client.query('analyze')
  } finally {
    await client.end()
    await db.manager.closeAll()
  }
}

/** Notes those that the backup does not know as if they had run, as a batch of their own. */
async function putOffMigrationsAfter(migrations: string[]) {
  const known = await new MigrationRunner(db, app, { direction: 'up' }).getList()
  const later = known.filter(({ name }) => !migrations.includes(name))
  if (later.length === 0) return
  await db.table('adonis_schema').multiInsert(later.map(({ name }) => ({ name, batch: 0 })))
}

async function migrate() {
  const runner = new MigrationRunner(db, app, { direction: 'up' })
  await runner.run()
  if (runner.error) throw runner.error
}
