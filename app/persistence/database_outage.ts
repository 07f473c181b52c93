// Class 08 is a lost connection, 53 a server that lacks disk, memory or connections, 57 one that
// an operator stops or that is not up yet, 58 a fault of its system, 25006 one that has become a
// standby: https://www.postgresql.org/docs/current/errcodes-appendix.html
const OUTAGE_STATES = /^((08|53|57|58)\w{3}|25006)$/
const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
])

// pg says "not queryable" of a connection that broke before, and Knex "already complete" where a
// transaction could not begin on one.
const OUTAGE_MESSAGES =
  /Connection terminated|is not queryable|timeout exceeded when trying to connect|Transaction query already complete/

/** Whether the error means that the database is down, rather than that a query was wrong. */
export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  if (code && (OUTAGE_STATES.test(code) || OUTAGE_CODES.has(code))) return true
  if (error.name === 'KnexTimeoutError') return true
  return OUTAGE_MESSAGES.test(error.message)
}
