import { randomBytes } from 'node:crypto'
import pg from 'pg'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import env from '#start/env'
import { boundLocks } from '#config/database'

/** Another database beside the suite's, without any table, and how it is put away. */
export async function freshDatabase() {
  const url = new URL(env.get('DATABASE_URL'))
  const name = `fresh_${randomBytes(4).toString('hex')}`
  await db.rawQuery(`create database ${name}`)
  url.pathname = `/${name}`
  const remove = async () => void (await db.rawQuery(`drop database ${name} with (force)`))
  return { name, url: url.href, remove }
}

/** Runs migrations on another database as `migration:run` does, those of the release by default. */
export async function migrateDatabase(
  { name, url }: { name: string; url: string },
  { paths = ['database/migrations'], dryRun = false } = {}
) {
  const connection = `${name}:${paths}`
  db.manager.add(connection, {
    client: 'pg',
    connection: { connectionString: url },
    pool: { min: 0, max: 2, afterCreate: boundLocks },
    migrations: { naturalSort: true, paths },
  })
  const options = { direction: 'up', connectionName: connection, dryRun } as const
  const runner = new MigrationRunner(db, app, options)
  await runner.run()
  await db.manager.close(connection, true)
  if (runner.error) throw runner.error
  return runner.migratedFiles
}

/** One connection of its own, closed after the work. */
export async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}
