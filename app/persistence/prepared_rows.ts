import pg from 'pg'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isDatabaseOutage } from '#app/persistence/database_outage'
import { discardConnection } from '#app/persistence/patches/knex_connection'

// "cached plan must not change result type": a migration has changed the type of a column, and
// nothing was run. The connection knows its plan by name for as long as it lives.
const CHANGED_PLAN = '0A000'

interface PreparedStatement {
  /** Names the statement on each connection: one name, one text. Without one it is planned each time. */
  name?: string
  text: string
  values: unknown[]
  /** How values are read, where not as everywhere. */
  types?: pg.CustomTypesConfig
}

/**
 * Runs a statement that PostgreSQL parses and plans once on each connection, and not every time,
 * and returns its rows as they are: for the calls that come most. It names its columns, so that
 * new ones leave its plan as it is.
 */
export async function preparedRows<Row>(
  statement: PreparedStatement,
  trx?: TransactionClientContract
): Promise<Row[]> {
  // Knex prepares nothing and builds each text again, but lends its connections.
  const { client: pool } = trx?.knexClient ?? db.connection().getWriteClient()
  const connection = await pool.acquireConnection()
  const { name, ...unnamed } = statement
  try {
    // As it tells of its own.
    pool.emit('query', { sql: statement.text, bindings: statement.values })
    // A transaction could not try again after a changed plan, so that it prepares nothing.
    const { rows } = await connection.query(trx ? unnamed : { name, ...unnamed })
    return rows
  } catch (error) {
    const isChanged = error instanceof pg.DatabaseError && error.code === CHANGED_PLAN
    if (isChanged || isDatabaseOutage(error)) discardConnection(connection, error)
    if (!isChanged || trx) throw error
    const { rows } = await connection.query(unnamed)
    return rows
  } finally {
    await pool.releaseConnection(connection)
  }
}
