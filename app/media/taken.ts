import { DateTime } from 'luxon'

/** A moment as it stands in a file, and the offset from UTC where that stands beside it. */
export interface Written {
  moment?: string
  offset?: string
}

/** The first photograph. Cameras that lost their clock write zeros. */
const EARLIEST = DateTime.utc(1826)

/** `2021:04:11 15:47:53` of EXIF, `2021-04-11T15:47:53.25+02:00` of ISO 8601, and what lies between. */
const momentPattern =
  /^(\d{4})[:./-]? ?(\d{1,2})[:./-]? ?(\d{1,2})(?:[T ]+(\d{1,2}):? ?(\d{1,2})(?::? ?(\d{1,2})(?:[.,](\d{1,9}))?)?)?(.*)$/

/** `+02:00`, `+0200`, `+2`, `GMT+2`. */
const offsetPattern = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?$/i

/** Hours that a clock on earth is ahead of UTC, or behind it, at most. */
const FARTHEST = 14

/**
 * When a file was taken, from the first of its moments that can be: in UTC if its offset is known,
 * else by the camera's own clock. An offset that cannot be read counts as unknown, and a moment
 * that cannot be (before there were photos, or later than tomorrow) as not there.
 */
export function takenFacts(written: Written[]) {
  for (const { moment = '', offset = '' } of written) {
    const parts = momentPattern.exec(moment.trim())
    if (!parts) continue
    const zone = zoneOf(parts[8]) ?? zoneOf(offset)
    const [year, month, day, hour = 0, minute = 0, second = 0] = parts
      .slice(1, 7)
      .map((part) => (part === undefined ? undefined : Number(part)))
    const fields = { year, month, day, hour, minute, second }
    const millisecond = Math.floor(Number(`0.${parts[7] ?? 0}`) * 1000)
    const taken = DateTime.fromObject({ ...fields, millisecond }, { zone: `UTC${zone ?? ''}` })
    if (isSane(taken)) return { takenAt: written8601(taken, zone), takenZone: zone }
  }
  return {}
}

function isSane(moment: DateTime) {
  return moment.isValid && moment > EARLIEST && moment < DateTime.utc().plus({ days: 1 })
}

function written8601(moment: DateTime, zone?: string) {
  return moment.toUTC().toISO({ suppressMilliseconds: true, includeOffset: zone !== undefined })
}

/** An offset as `+02:00`; undefined where it says nothing that can be. */
function zoneOf(written: string) {
  const plain = written.trim().replace(/[\u2212\u2010-\u2013]/, '-')
  if (/^(Z|GMT|UTC)$/i.test(plain)) return '+00:00'
  const [, sign, hours, minutes = '00'] = offsetPattern.exec(plain) ?? []
  const isReal = Number(hours) <= FARTHEST && Number(minutes) < 60
  return isReal ? `${sign}${hours.padStart(2, '0')}:${minutes}` : undefined
}
