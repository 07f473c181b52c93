import { type MetadataTags } from 'mediabunny'
import { compact, printable } from '#app/media/meta'
import { placeIn6709, placeInLoci } from '#app/media/recording/places'
import { takenFacts } from '#app/media/taken'

/** Where cameras and phones write what a photo has in its EXIF, the most exact first. */
const apple = 'com.apple.quicktime.'
const android = 'com.android.'
const keys = {
  make: [`${apple}make`, `${android}manufacturer`, '©mak', 'make'],
  model: [`${apple}model`, `${android}model`, '©mod', 'model'],
  moment: [`${apple}creationdate`, '©day'],
  place: [`${apple}location.ISO6709`, '©xyz'],
}

/**
 * What the tags of a recording tell, in the same words as of a photo. `created` is the moment in the
 * header of a movie, in UTC (docs/adr/0106-moments-and-places.md).
 */
export function readTags({ raw = {}, title, artist, album }: MetadataTags, created?: string) {
  const texts = (names: string[]) => names.map((key) => printable(raw[key])).filter(isText)
  const moments = texts(keys.moment)
  const facts = compact({
    title: printable(title),
    artist: printable(artist),
    album: printable(album),
    camera: compact({ make: texts(keys.make)[0], model: texts(keys.model)[0] }),
    ...takenFacts([...moments.filter(hasTime), created, ...moments].map((moment) => ({ moment }))),
    gps: placeOf(texts(keys.place), raw.loci),
  })
  return facts ?? {}
}

function placeOf(written: string[], loci: unknown) {
  const place = written.map(placeIn6709).find(Boolean)
  return place ?? (loci instanceof Uint8Array ? placeInLoci(loci) : undefined)
}

/** A day alone is the one of a release. */
function hasTime(moment: string) {
  return moment.includes(':') && /\d[T ]\d/.test(moment)
}

function isText(text?: string): text is string {
  return text !== undefined
}
