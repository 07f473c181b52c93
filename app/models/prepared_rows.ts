import db from '@adonisjs/lucid/services/db'

interface PreparedStatement {
  /** Names the statement on each connection: one name, one text. */
  name: string
  text: string
  values: unknown[]
}

/**
 * Runs a statement that PostgreSQL parses and plans once on each connection, and not every time,
 * and gives its rows as they are: for the calls that come most. It has to name its columns, for `*`
 * may change under a plan.
 */
export async function preparedRows<Row>(statement: PreparedStatement): Promise<Row[]> {
  // Knex prepares nothing and builds each text anew, but lends its connections.
  const { client: pool } = db.connection().getWriteClient()
  const connection = await pool.acquireConnection()
  try {
    // As it tells of its own.
    pool.emit('query', { sql: statement.text, bindings: statement.values })
    const { rows } = await connection.query(statement)
    return rows
  } finally {
    await pool.releaseConnection(connection)
  }
}
