import { DateTime } from 'luxon'
import ExifReader from 'exifreader'
import { compact, positionOf, positive, printable } from '#app/media/meta'
import { takenFacts } from '#app/media/taken'

const tags = [
  'Make',
  'Model',
  'LensModel',
  'DateTimeOriginal',
  'OffsetTimeOriginal',
  'OffsetTime',
  'ExposureTime',
  'FNumber',
  'ISOSpeedRatings',
  'FocalLength',
  'FocalLengthIn35mmFilm',
]
const gpsTags = [
  'GPSLatitude',
  'GPSLatitudeRef',
  'GPSLongitude',
  'GPSLongitudeRef',
  'GPSAltitude',
  'GPSAltitudeRef',
]

/** What ExifReader says of a value that lies outside of the block. */
const unreadable = '<faulty value>'

/**
 * What the camera wrote: camera, lens, takenAt (UTC where the offset is known, else the camera's
 * own clock without a zone), takenZone, exposureTime in seconds, aperture as f-number, iso, focal lengths in
 * millimetres, gps in degrees and metres. Only what is there and makes sense; nothing when the
 * block is damaged, for the picture is worth keeping without it.
 */
export function readExif(block: Buffer): Record<string, unknown> {
  const { exif = {}, gps } = parse(block)
  const value = (name: string) => (exif as Record<string, ExifReader.NumberTag>)[name]
  const text = (name: string) => {
    const { description } = value(name) ?? {}
    return description === unreadable ? undefined : printable(description)
  }
  const number = (name: string) => positive(value(name)?.computed)

  const facts = compact({
    camera: compact({ make: text('Make'), model: text('Model') }),
    lens: text('LensModel'),
    ...timeOf(text('DateTimeOriginal'), text('OffsetTimeOriginal') ?? text('OffsetTime')),
    exposureTime: number('ExposureTime'),
    aperture: number('FNumber'),
    iso: number('ISOSpeedRatings'),
    focalLength: number('FocalLength'),
    focalLength35mm: number('FocalLengthIn35mmFilm'),
    gps: positionOf(gps?.Latitude, gps?.Longitude, gps?.Altitude),
  })
  return facts ?? {}
}

/** The tags are named one by one: a hostile block can list thousands that each span all of it. */
function parse(block: Buffer): ExifReader.ExpandedTags {
  const tiff = block.toString('latin1', 0, 4) === 'Exif' ? block.subarray(6) : block
  try {
    return ExifReader.load(tiff, {
      expanded: true,
      computed: true,
      includeTags: { exif: [...tags, ...gpsTags], gps: true },
    })
  } catch {
    return {}
  }
}

/** EXIF writes `2021:04:11 15:47:53` and, since 2.31, the offset from UTC beside it. */
function timeOf(local = '', offset?: string) {
  const zone = /^[+-]\d\d:\d\d$/.test(offset ?? '') ? offset : undefined
  const written = `${local}${zone ?? '+00:00'}`
  const moment = DateTime.fromFormat(written, 'yyyy:MM:dd HH:mm:ssZZ', { zone: 'utc' })
  return takenFacts(moment, zone)
}
