import { EventEmitter } from 'node:events'
import pg from 'pg'
import { queueSchema } from '#config/queue'

// BullMQ listens to a connection only once it is there, and not while it closes it. One that breaks
// in that moment would end the process, for Node throws an 'error' that nobody hears. Nothing is
// lost with it: the next query fails, and the socket's end is told of after that.
pg.Client.prototype.emit = function (event: string | symbol, ...values: unknown[]) {
  if (event === 'error' && this.listenerCount(event) === 0) return false
  return EventEmitter.prototype.emit.call(this, event, ...values)
}

/** How the queue's own tables are reached; a database that does not answer is an error soon. */
export function postgresConnection(databaseUrl: string) {
  return {
    connectionString: databaseUrl,
    schema: queueSchema,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  }
}
