import { positionOf } from '#app/media/position'

/** Latitude, longitude and altitude of ISO 6709, each with its sign. */
const iso6709 = /^([+-]\d{2,6}(?:\.\d+)?)([+-]\d{3,7}(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?/

/** What stands before the numbers of a `loci` box (3GPP TS 26.244, 8.11): flags, and a language. */
const lociHead = 6

/** `+39.0513-094.2887+260.560/`, in degrees and metres; with minutes and seconds, `+3903.08`. */
export function placeIn6709(written = '') {
  const [, latitude, longitude, altitude] = iso6709.exec(written) ?? []
  if (!latitude) return undefined
  return positionOf({
    latitude: degrees(latitude, 2),
    longitude: degrees(longitude, 3),
    altitude: altitude === undefined ? undefined : Number(altitude),
  })
}

/** The numbers follow a name; all are fixed-point, longitude first. */
export function placeInLoci(box: Uint8Array) {
  const bytes = Buffer.from(box)
  const isWide = bytes[lociHead] === 0xfe && bytes[lociHead + 1] === 0xff
  const end = bytes.indexOf(isWide ? '\0\0' : '\0', lociHead, 'latin1')
  const start = end + (isWide ? 2 : 1) + 1
  if (end < 0 || start + 12 > bytes.length) return undefined
  const [longitude, latitude, altitude] = [0, 4, 8].map((at) => bytes.readInt32BE(start + at))
  return positionOf({
    latitude: latitude / 65_536,
    longitude: longitude / 65_536,
    altitude: altitude / 65_536,
  })
}

/** Two digits each of minutes and seconds may follow the degrees. */
function degrees(written: string, digits: number) {
  const [whole] = written.slice(1).split('.')
  if (whole.length <= digits) return Number(written)
  const isWithSeconds = whole.length > digits + 2
  const rest = written.slice(1 + digits)
  const minutes = Number(isWithSeconds ? rest.slice(0, 2) : rest)
  const seconds = isWithSeconds ? Number(rest.slice(2)) : 0
  const size = Number(written.slice(1, 1 + digits)) + minutes / 60 + seconds / 3600
  return written.startsWith('-') ? -size : size
}
