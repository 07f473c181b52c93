import type { DateTime } from 'luxon'

/** A time as every answer writes it: ISO 8601 in UTC, to the millisecond. */
export function iso(time: Date | DateTime) {
  return (time instanceof Date ? time : time.toJSDate()).toISOString()
}

/** The same for a time that may not be there. */
export function isoOrNull(time: Date | DateTime | null) {
  return time && iso(time)
}
