import { escapeLiteral } from 'pg'
import type { StrictValues } from '@adonisjs/lucid/types/querybuilder'
import db from '@adonisjs/lucid/services/db'

interface Statement {
  sql: string
  bindings: StrictValues[]
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Plans'?: PlanNode[]
}

/** What the work asks of the database, statement by statement. */
export async function statementsOf(work: () => Promise<unknown>) {
  const statements: Statement[] = []
  const note = ({ sql, bindings }: Statement) => statements.push({ sql, bindings })
  const knex = db.connection().getWriteClient().on('query', note)
  await work().finally(() => knex.off('query', note))
  return statements
}

/**
 * How PostgreSQL reads its tables for a statement: `Index Scan assets`, `Seq Scan jobs`, `Sort`.
 * Sequential scans are made as expensive as can be, so that one is left only where no index serves,
 * however few rows the tables of a test have.
 */
export async function readsOf(statement: Statement) {
  const nodes = await explain(statement, '(format json)', [
    'set local enable_seqscan = off',
    'set local enable_bitmapscan = off',
    'set local plan_cache_mode = force_custom_plan',
  ])
  return nodes.map((node) => `${node['Node Type']} ${node['Relation Name'] ?? ''}`.trim())
}

/** The indexes that a statement reads when it may neither scan a table nor walk an index in order. */
export async function bitmapsOf(statement: Statement) {
  const nodes = await explain(statement, '(format json)', [
    'set local enable_seqscan = off',
    'set local enable_indexscan = off',
  ])
  return nodes.flatMap((node) => node['Index Name'] ?? [])
}

/**
 * How many rows a statement reads of the tables, those that it drops included, by the one plan
 * that PostgreSQL makes for all values, or by the plan for these.
 */
export async function rowsReadBy(statement: Statement, plan: 'generic' | 'custom') {
  const nodes = await explain(statement, '(analyze, format json)', [
    'set local enable_incremental_sort = off',
    `set local plan_cache_mode = force_${plan}_plan`,
  ])
  return nodes
    .filter((node) => node['Relation Name'])
    .map((node) => {
      const rows = (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)
      return rows * (node['Actual Loops'] ?? 1)
    })
    .reduce((sum, rows) => sum + rows, 0)
}

async function explain({ sql, bindings }: Statement, options: string, settings: string[]) {
  return db.transaction(async (trx) => {
    for (const setting of settings) await trx.rawQuery(setting)
    await trx.rawQuery(`prepare explained as ${sql.replaceAll('?', '\\?')}`)
    const values = bindings.map(literal).join(', ')
    const call = bindings.length > 0 ? `explained(${values})` : 'explained'
    const explained = await trx.rawQuery(
      `explain ${options} execute ${call}`.replaceAll('?', '\\?')
    )
    await trx.rawQuery('deallocate explained')
    return flatten(explained.rows[0]['QUERY PLAN'][0].Plan)
  })
}

function literal(value: unknown) {
  if (value === null || value === undefined) return 'null'
  if (value instanceof Date) return escapeLiteral(value.toISOString())
  if (Array.isArray(value)) return escapeLiteral(`{${value.join(',')}}`)
  return escapeLiteral(String(value))
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}
