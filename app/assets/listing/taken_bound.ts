const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/i
const LARGEST_OFFSET_MS = 15 * 3_600_000

/**
 * A bound of the time taken, as a condition. A date, or a time without a zone, is of the camera's
 * own clock; a moment is compared with the moment, if the zone of the asset is known.
 */
export function takenBound(bound: string, operator: '>=' | '<', place: (value: string) => string) {
  if (!isZoned(bound)) return `assets.taken_at ${operator} ${place(bound)}::timestamp`
  const moment = `assets.taken_at - coalesce(assets.taken_zone, '+00:00')::interval`
  return `${moment} ${operator} ${place(new Date(bound).toISOString())}::timestamp`
}

/** The outermost local time that the bound allows, whatever the zone: for the range of an index. */
export function outermost(bound: string | undefined, operator: '>=' | '<') {
  if (bound === undefined) return undefined
  if (!isZoned(bound)) return bound
  const margin = operator === '<' ? LARGEST_OFFSET_MS : -LARGEST_OFFSET_MS
  return new Date(Date.parse(bound) + margin).toISOString().slice(0, -1)
}

function isZoned(bound: string) {
  return bound.includes(':') && ZONED.test(bound)
}
