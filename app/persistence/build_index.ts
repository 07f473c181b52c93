import type pg from 'pg'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * Builds an index while the table is read and written, for a migration without a transaction. One
 * that an earlier run left invalid is rebuilt. It waits for transactions that are under way for
 * as long as they last, and nobody waits for it.
 */
export async function buildIndex(
  client: QueryClientContract,
  name: string,
  on: string,
  { unique = false } = {}
) {
  const pool = client.getWriteClient().client
  const connection: pg.Client = await pool.acquireConnection()
  const { rows } = await connection.query('show lock_timeout')
  try {
    await connection.query('set lock_timeout = 0')
    await connection.query(`drop index concurrently if exists ${name}`)
    await connection.query(`create ${unique ? 'unique ' : ''}index concurrently ${name} on ${on}`)
  } finally {
    await connection.query(`set lock_timeout = '${rows[0].lock_timeout}'`)
    await pool.releaseConnection(connection)
  }
}
