import pg from 'pg'
import storage from '#config/storage'
import type { Sides } from '#app/maintenance/belonging/bind_store'
import { openStore } from '#app/storage/open_store'

/** Does the work on the database of this address and on the configured store. */
export async function withSides<Result>(
  databaseUrl: string,
  work: (sides: Sides) => Promise<Result>
): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  // Its loss shows in the query that it cuts off.
  client.on('error', () => {})
  await client.connect()
  const store = await openStore(storage)
  try {
    return await work({ client, store, names: namesOf(databaseUrl) })
  } finally {
    await store.close()
    await client.end()
  }
}

function namesOf(databaseUrl: string): Sides['names'] {
  const { pathname, host } = new URL(databaseUrl)
  const database = `${pathname.slice(1)} at ${host}`
  const { s3, disk } = storage
  if (!s3) return { database, store: disk.root, variables: 'DATABASE_URL or DATA_DIR' }
  const prefix = s3.prefix ? `, prefix ${s3.prefix}` : ''
  const store = `bucket ${s3.bucket}${prefix}`
  return { database, store, variables: 'DATABASE_URL, S3_BUCKET or S3_PREFIX' }
}
