import { ignoreUnheardErrors } from '#app/persistence/patches/pg_client'
import { queueSchema } from '#config/queue'

ignoreUnheardErrors()

/** How BullMQ reaches its own tables; a database that does not answer is an error after 5 s. */
export function postgresConnection(databaseUrl: string) {
  return {
    connectionString: databaseUrl,
    schema: queueSchema,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  }
}
