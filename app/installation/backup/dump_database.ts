import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { writeFile } from '#app/installation/backup/files'
import type { BackedUpTable } from '#app/installation/backup/manifest'
import { findTables, type Table } from '#app/installation/backup/tables'

export interface Dump {
  migrations: string[]
  tables: BackedUpTable[]
  /** How many lines the answer has. */
  answers: number
}

/**
 * Writes all rows as they are at one moment, in files of `folder` of their own, and the result of
 * `question` at that moment, as lines, in the file `answer`. The application keeps running.
 */
export async function dumpDatabase(
  client: pg.Client,
  { folder, question, answer }: { folder: string; question: string; answer: string }
): Promise<Dump> {
  await client.query('begin isolation level repeatable read read only')
  const { rows } = await client.query('select name from adonis_schema order by id')
  const tables: BackedUpTable[] = []
  for (const table of await findTables(client)) {
    tables.push(await dumpTable(client, table, folder))
  }
  const answering = client.query(copyTo(`copy (${question}) to stdout`))
  await writeFile(join(folder, answer), answering)
  await client.query('commit')
  return { migrations: rows.map(({ name }) => name), tables, answers: answering.rowCount }
}

/** The columns by name, so that their order may change; a partitioned table can't be copied bare. */
async function dumpTable(
  client: pg.Client,
  { schema, name, columns, numbered }: Table,
  folder: string
): Promise<BackedUpTable> {
  const names = columns.map(pg.escapeIdentifier).join(', ')
  const from = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
  const copy = client.query(copyTo(`copy (select ${names} from ${from}) to stdout`))
  const path = `${schema}.${name}.copy.gz`
  const facts = await pipeline(copy, createGzip({ level: 1 }), (chunks) => {
    return writeFile(join(folder, path), chunks)
  })
  const sequence = numbered && {
    column: numbered.column,
    last: await lastNumber(client, numbered.sequence),
  }
  return { schema, name, columns, rows: copy.rowCount, sequence, path, ...facts }
}

/** Read after the rows: a sequence is no part of the snapshot, and may only be ahead of it. */
async function lastNumber(client: pg.Client, sequence: string) {
  const { rows } = await client.query(`select last_value from ${sequence}`)
  return Number(rows[0].last_value)
}
