import type pg from 'pg'
import { queueSchema } from '#config/queue'

/** A table as the catalogue knows it. */
export interface Table {
  schema: string
  name: string
  columns: string[]
  /** The tables that it refers to, each as `schema.name`. */
  references: string[]
  /** The column that a sequence numbers, and that sequence. */
  numbered: { column: string; sequence: string } | null
}

/**
 * What no backup holds. Sessions end with a restore, for one that was revoked since the backup would
 * open again; limits and the grace periods of orphans start again; the migrations' own tables are written
 * by the migrations.
 */
const LEFT_OUT = [
  'public.sessions',
  'public.provider_sessions',
  'public.access_tokens',
  'public.refresh_tokens',
  'public.rate_limits',
  'public.orphans',
  'public.orphan_round',
  'public.adonis_schema',
  'public.adonis_schema_versions',
]

/**
 * All tables whose rows a backup holds, each after those that it refers to. A partitioned one is
 * taken whole. The queue's are left out: it is filled again from the jobs.
 */
export async function findTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(TABLES, [queueSchema, LEFT_OUT])
  return inOrder(rows)
}

const TABLES = `
  select nspname as schema, relname as name,
    (select json_agg(attname order by attnum) from pg_attribute
      where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
    ) as columns,
    (select coalesce(json_agg(other_schema.nspname || '.' || other.relname), '[]')
      from pg_constraint join pg_class other on other.oid = confrelid
      join pg_namespace other_schema on other_schema.oid = other.relnamespace
      where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid
    ) as references,
    (select json_build_object('column', attname, 'sequence', sequence)
      from pg_attribute,
        pg_get_serial_sequence(format('%I.%I', nspname, relname), attname) sequence
      where attrelid = pg_class.oid and attnum > 0 and not attisdropped and sequence is not null
    ) as numbered
  from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where relkind in ('r', 'p') and not relispartition
    and nspname !~ '^pg_' and nspname not in ('information_schema', $1)
    and nspname || '.' || relname <> all ($2)
  order by 1, 2
`

/** Rows can only be written when those are there that they refer to. */
function inOrder(tables: Table[]) {
  const ordered = new Map<string, Table>()
  while (ordered.size < tables.length) {
    const next = tables.filter(({ schema, name, references }) => {
      return !ordered.has(`${schema}.${name}`) && references.every((other) => ordered.has(other))
    })
    if (next.length === 0) throw new Error('Tables refer to each other in a circle')
    for (const table of next) ordered.set(`${table.schema}.${table.name}`, table)
  }
  return [...ordered.values()]
}
