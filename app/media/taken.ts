import { DateTime } from 'luxon'

/** The first photograph. Cameras that lost their clock write zeros. */
const EARLIEST = DateTime.utc(1826)

/**
 * When a file says that it was taken: in UTC if its offset is known (`+02:00`), else by the camera's
 * own clock. Nothing for what cannot be: before there were photos, or later than tomorrow.
 */
export function takenFacts(moment: DateTime, zone?: string) {
  const isSane = moment.isValid && moment > EARLIEST && moment < DateTime.utc().plus({ days: 1 })
  if (!isSane) return {}
  const takenAt = moment.toUTC().toISO({
    suppressMilliseconds: true,
    includeOffset: zone !== undefined,
  })
  return { takenAt, takenZone: zone }
}
