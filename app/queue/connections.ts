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
