import type { DateTime } from 'luxon'

/** A time as every answer writes it: ISO 8601 in UTC, to the millisecond. */
export function iso(time: Date | DateTime) {
  return (time instanceof Date ? time : time.toJSDate()).toISOString()
}
