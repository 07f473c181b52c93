import { compact, positive, printable } from '#app/media/meta'
import { positionOf } from '#app/media/position'
import { type PhotoFacts } from '#app/media/image/photo_facts'
import { textOf } from '#app/media/xml_text'

/** The names of the schemas, by the prefix that nearly all programs give them. */
const schemas: Record<string, string> = {
  'http://ns.adobe.com/exif/1.0/': 'exif',
  'http://cipa.jp/exif/1.0/': 'exifEX',
  'http://ns.adobe.com/exif/1.0/aux/': 'aux',
  'http://ns.adobe.com/tiff/1.0/': 'tiff',
  'http://ns.adobe.com/xap/1.0/': 'xmp',
  'http://ns.adobe.com/photoshop/1.0/': 'photoshop',
}

/**
 * A property as an attribute or an element, the first one where it is a list. The lengths are
 * bounded, so that no block takes long.
 */
const property =
  /(?<=[\s<])([\w.-]{1,32}):([\w.-]{1,64})\s{0,9}(?:=\s{0,9}(?:"([^"]{0,300})"|'([^']{0,300})')|>(?:\s{0,99}<rdf:\w{1,9}>\s{0,99}<rdf:li[^>]{0,99}>)?([^<]{1,300})<)/g

/** `48,51.5N` or `48,51,30N`: degrees, minutes and seconds, the last with a fraction. */
const coordinate =
  /^(\d{1,3}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])$/i

/** The facts that an XMP packet tells of a photo (ISO 16684-1; the names as in `schemas`). */
export function readXmp(packet: Buffer): PhotoFacts {
  const properties = propertiesOf(textOf(packet))
  const text = (...names: string[]) =>
    names.map((name) => printable(properties.get(name))).find(Boolean)
  const number = (...names: string[]) => positive(fraction(text(...names)))
  const moments = (...names: string[]) => names.map((name) => ({ moment: text(name) }))

  return {
    facts: {
      camera: compact({ make: text('tiff:Make'), model: text('tiff:Model') }),
      lens: text('exifEX:LensModel', 'aux:Lens'),
      exposureTime: number('exif:ExposureTime'),
      aperture: number('exif:FNumber'),
      iso: number('exifEX:PhotographicSensitivity', 'exif:ISOSpeedRatings'),
      focalLength: number('exif:FocalLength'),
      focalLength35mm: number('exif:FocalLengthIn35mmFilm'),
      gps: positionOf({
        latitude: degrees(text('exif:GPSLatitude')),
        longitude: degrees(text('exif:GPSLongitude')),
        altitude: fraction(text('exif:GPSAltitude')),
        isBelow: text('exif:GPSAltitudeRef') === '1',
      }),
    },
    original: moments('exif:DateTimeOriginal', 'photoshop:DateCreated'),
    digitized: moments('exif:DateTimeDigitized', 'xmp:CreateDate'),
  }
}

function propertiesOf(packet: string) {
  const found = [...packet.matchAll(property)].map(([, prefix, name, ...values]) => {
    return { prefix, name, value: values.find((value) => value !== undefined) ?? '' }
  })
  const prefixes = new Map(
    found
      .filter(({ prefix, value }) => prefix === 'xmlns' && schemas[value])
      .map(({ name, value }) => [name, schemas[value]])
  )
  return new Map(
    found
      .filter(({ prefix }) => prefixes.has(prefix))
      .map(({ prefix, name, value }) => [`${prefixes.get(prefix)}:${name}`, unescaped(value)])
  )
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(value: string) {
  return value.replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => entities[name])
}

/** `28/10` or `2.8`. */
function fraction(written = '') {
  const [numerator, denominator = 1] = written.split('/').map(Number)
  const quotient = numerator / denominator
  return written && Number.isFinite(quotient) ? quotient : undefined
}

function degrees(written = '') {
  const [, whole, minutes = 0, seconds = 0, hemisphere] = coordinate.exec(written) ?? []
  if (!hemisphere) return undefined
  const size = Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600
  return /[SW]/i.test(hemisphere) ? -size : size
}
