/** The release of Knex that this was written for. */
export const KNEX_VERSION = '3.3'

/**
 * Makes Knex close a connection instead of lending it again. Knex marks its own broken connections
 * so, but learns of one only when the socket reports it, after the next borrower has it.
 * https://github.com/knex/knex/issues/3636
 */
export function discardConnection(connection: { __knex__disposed?: unknown }, reason: unknown) {
  connection.__knex__disposed = reason
}
