import { queueSchema } from '#config/queue'

/** How the queue's own tables are reached; a database that does not answer is an error soon. */
export function postgresConnection(databaseUrl: string) {
  return {
    connectionString: databaseUrl,
    schema: queueSchema,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  }
}

/** Milliseconds to wait before Redis is tried again: a little more each time, two seconds at most. */
export function reconnectIn(times: number) {
  return Math.min(times * 200, 2_000)
}
