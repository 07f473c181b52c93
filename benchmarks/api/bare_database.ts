import pg from 'pg'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** As many connections as the application opens. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })

/** Runs a statement that each connection parses once. */
export async function run(
  name: string,
  text: string,
  values: unknown[],
  client: pg.Pool | pg.PoolClient = pool
) {
  const { rows } = await client.query({ name, text, values })
  return rows
}

export async function transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    client.release()
  }
}
