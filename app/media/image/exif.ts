import ExifReader from 'exifreader'
import { compact, positive, printable } from '#app/media/meta'
import { degreesOf, numberOf } from '#app/media/image/exif_values'
import { type PhotoFacts } from '#app/media/image/photo_facts'
import { positionOf } from '#app/media/position'

const cameraTags = ['Make', 'Model', 'LensModel', 'ExposureTime', 'FNumber', 'FocalLength']
const filmTags = ['FocalLengthIn35mmFilm']
const speedTags = ['ISOSpeedRatings', 'RecommendedExposureIndex', 'ISOSpeed']
const timeTags = ['DateTimeOriginal', 'DateTimeDigitized']
const offsetTags = ['OffsetTimeOriginal', 'OffsetTimeDigitized', 'OffsetTime']
const placeTags = ['GPSLatitude', 'GPSLongitude', 'GPSAltitude']
const placeRefTags = placeTags.map((tag) => `${tag}Ref`)
const clockTags = ['GPSDateStamp', 'GPSTimeStamp']

/** The tags are named one by one: a hostile block can list thousands that each span all of it. */
const names = [
  ...[...cameraTags, ...filmTags, ...speedTags, ...timeTags, ...offsetTags],
  ...[...placeTags, ...placeRefTags, ...clockTags],
]

type ReadTags = Record<string, { value: unknown } | undefined>

/** What ExifReader says of a value that lies outside of the block. */
const unreadable = '<faulty value>'

/** An ISO speed that does not fit: others tell it (EXIF 2.3, 4.6.5). */
const beyondShort = 65_535

/** With what a block begins, behind the names and lengths that containers put before it. */
const byteOrders = ['II*\0', 'MM\0*']
const longestPreamble = 64

/**
 * What the camera wrote: camera, lens, exposureTime in seconds, aperture as f-number, iso, focal
 * lengths in millimetres, gps in degrees and metres, and the moments of its clock. Only what is
 * there and makes sense; nothing when the block is damaged, for the picture is worth keeping
 * without it.
 */
export function readExif(block: Buffer): PhotoFacts {
  const tags = parse(block, names) as ReadTags
  const value = (name: string) => tags[name]?.value
  const text = (name: string) => {
    const [first] = [value(name)].flat()
    return first === unreadable ? undefined : printable(first)
  }
  const number = (name: string) => positive(numberOf(value(name)))

  return {
    facts: {
      camera: compact({ make: text('Make'), model: text('Model') }),
      lens: text('LensModel'),
      exposureTime: number('ExposureTime'),
      aperture: number('FNumber'),
      iso: speedTags.map((tag) => positive([value(tag)].flat()[0])).find(isTold),
      focalLength: number('FocalLength'),
      focalLength35mm: number('FocalLengthIn35mmFilm'),
      gps: positionOf({
        latitude: degreesOf(value('GPSLatitude'), text('GPSLatitudeRef'), 'NS'),
        longitude: degreesOf(value('GPSLongitude'), text('GPSLongitudeRef'), 'EW'),
        altitude: numberOf(value('GPSAltitude')),
        isBelow: Number(numberOf(value('GPSAltitudeRef'))) % 2 === 1,
      }),
    },
    original: [
      {
        moment: text('DateTimeOriginal'),
        offset: text('OffsetTimeOriginal') ?? text('OffsetTime'),
      },
    ],
    digitized: [
      {
        moment: text('DateTimeDigitized'),
        offset: text('OffsetTimeDigitized') ?? text('OffsetTime'),
      },
    ],
    satellites: [clockOf(text('GPSDateStamp'), value('GPSTimeStamp'))],
  }
}

/** How a picture has to be turned and mirrored (EXIF 2.3, 4.6.4), from 1 to 8. */
export function orientationIn(block: Buffer): number | undefined {
  const { Orientation: found } = parse(block, ['Orientation']) as ReadTags
  const [value] = [found?.value].flat()
  return typeof value === 'number' && value >= 1 && value <= 8 ? value : undefined
}

function isTold(speed?: number) {
  return speed !== undefined && speed !== beyondShort
}

function parse(block: Buffer, exif: string[]): object {
  const preamble = block.toString('latin1', 0, longestPreamble)
  const [start] = byteOrders.map((order) => preamble.indexOf(order)).filter((at) => at >= 0)
  try {
    return (
      ExifReader.load(block.subarray(start ?? 0), { expanded: true, includeTags: { exif } }).exif ??
      {}
    )
  } catch {
    return {}
  }
}

/** Satellites tell the time in UTC, as a date and three numbers. */
function clockOf(date: string | undefined, time: unknown) {
  if (!date || !Array.isArray(time)) return {}
  const [hours, minutes, seconds] = time.map((part) => Math.floor(numberOf(part) ?? Number.NaN))
  return { moment: `${date} ${hours}:${minutes}:${seconds}`, offset: 'Z' }
}
