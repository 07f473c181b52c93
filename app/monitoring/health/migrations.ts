import { readdir } from 'node:fs/promises'
import { parse } from 'node:path'
import app from '@adonisjs/core/services/app'
import type { DatabaseError } from 'pg'

/** Sends a statement to the database. */
type Ask = (statement: string) => Promise<{ rows: { name: string }[] }>

const NO_SUCH_TABLE = '42P01'
const NOT_ALLOWED = '42501'

/**
 * Says what has not run of this version's migrations, undefined where nothing is missing. Rejects
 * where the database cannot tell.
 */
export async function findPending(ask: Ask): Promise<string | undefined> {
  try {
    return await compare(await ask('select name from adonis_schema'))
  } catch (error) {
    const { code } = error as DatabaseError
    if (code === NO_SUCH_TABLE) return compare({ rows: [] })
    // The one that lets the application's role see them is missing, at least.
    if (code === NOT_ALLOWED) return 'not all migrations have run'
    throw error
  }
}

async function compare({ rows }: Awaited<ReturnType<Ask>>) {
  const done = new Set(rows.map(({ name }) => parse(name).name))
  const files = await readdir(app.migrationsPath())
  const known = files.map((file) => parse(file)).filter(({ ext }) => ext === '.ts' || ext === '.js')
  const pending = known.filter(({ name }) => !done.has(name))
  return pending.length > 0 ? `${pending.length} migrations have not run` : undefined
}
