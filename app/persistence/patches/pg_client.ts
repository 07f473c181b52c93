import { EventEmitter } from 'node:events'
import pg from 'pg'

/** The release of pg that this was written for. */
export const PG_VERSION = '8.23'

/**
 * Keeps a process alive whose PostgreSQL connection breaks while nobody listens to it: Node throws
 * an `error` event without listener. BullMQ listens only between the start of a connection and its
 * end. Nothing is lost: the next query fails, and the end of the socket is reported afterwards.
 * https://github.com/brianc/node-postgres/issues/1324
 */
export function ignoreUnheardErrors() {
  pg.Client.prototype.emit = function (event: string | symbol, ...values: unknown[]) {
    if (event === 'error' && this.listenerCount(event) === 0) return false
    return EventEmitter.prototype.emit.call(this, event, ...values)
  }
}
