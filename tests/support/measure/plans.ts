import type { StrictValues } from '@adonisjs/lucid/types/querybuilder'
import db from '@adonisjs/lucid/services/db'

interface Statement {
  sql: string
  bindings: StrictValues[]
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
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
 * Sequential scans are made as dear as can be, so that one is left only where no index serves,
 * however few rows the tables of a test have.
 */
export async function readsOf({ sql, bindings }: Statement) {
  return db.transaction(async (trx) => {
    await trx.rawQuery('set local enable_seqscan = off')
    await trx.rawQuery('set local enable_bitmapscan = off')
    await trx.rawQuery('set local plan_cache_mode = force_custom_plan')
    const explained = await trx.rawQuery(`explain (format json) ${inline(sql)}`, bindings)
    const nodes = flatten(explained.rows[0]['QUERY PLAN'][0].Plan)
    return nodes.map((node) => `${node['Node Type']} ${node['Relation Name'] ?? ''}`.trim())
  })
}

// Statements arrive with PostgreSQL's own placeholders, in the order of their bindings.
function inline(sql: string) {
  return sql.replace(/\$\d+/g, '?')
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}
