import type { DateTime } from 'luxon'

/** A time as every answer writes it: ISO 8601 in UTC, to the millisecond. Text is one already. */
export function iso(time: string | Date | DateTime) {
  if (typeof time === 'string') return time
  return (time instanceof Date ? time : time.toJSDate()).toISOString()
}

/** The same for a time that may not be there. */
export function isoOrNull(time: string | Date | DateTime | null) {
  return time && iso(time)
}
