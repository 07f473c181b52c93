import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { BackupDamaged } from '#app/installation/backup/errors'
import type { BackedUpTable } from '#app/installation/backup/manifest'

/**
 * Numbers that were given after the backup are not given again: a client may still hold one, and
 * would take another event for the one that it knows.
 */
const SKIPPED_NUMBERS = 1_000_000

/**
 * Fills tables that have the columns of the backup, all or none. Nothing that the database does by
 * itself when a row comes is done for these: what it had done is among them.
 */
export async function loadTables(client: pg.Client, from: string, tables: BackedUpTable[]) {
  await client.query('begin')
  for (const table of tables) await setTriggers(client, table, 'disable')
  // Migrations may have written rows of their own.
  for (const table of tables.toReversed()) await client.query(`delete from ${nameOf(table)}`)
  for (const table of tables) await loadTable(client, from, table)
  for (const table of tables) await setTriggers(client, table, 'enable')
  await client.query('commit')
}

async function loadTable(client: pg.Client, from: string, table: BackedUpTable) {
  const path = join(from, table.path)
  const columns = table.columns.map(pg.escapeIdentifier).join(', ')
  const copy = client.query(copyFrom(`copy ${nameOf(table)} (${columns}) from stdin`))
  await pipeline(createReadStream(path), createGunzip(), copy)
  if (copy.rowCount !== table.rows) throw new BackupDamaged(path)
  if (table.sequence) await advance(client, table, table.sequence)
}

async function advance(
  client: pg.Client,
  table: BackedUpTable,
  sequence: BackedUpTable['sequence']
) {
  const { column, last } = sequence!
  await client.query('select setval(pg_get_serial_sequence($1, $2), $3)', [
    nameOf(table),
    column,
    last + SKIPPED_NUMBERS,
  ])
}

/** Those that rules of the application need, not those by which the database keeps references. */
function setTriggers(client: pg.Client, table: BackedUpTable, state: 'enable' | 'disable') {
  return client.query(`alter table ${nameOf(table)} ${state} trigger user`)
}

function nameOf({ schema, name }: BackedUpTable) {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
}
