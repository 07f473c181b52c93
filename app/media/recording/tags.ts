import { type MetadataTags } from 'mediabunny'
import { DateTime } from 'luxon'
import { compact, positionOf, printable } from '#app/media/meta'
import { takenFacts } from '#app/media/taken'

/** Where phones write what a photo has in its EXIF: Apple's keys, and Android's place. */
const apple = 'com.apple.quicktime.'
const places = [`${apple}location.ISO6709`, '©xyz']

/** What the tags of a recording tell, in the same words as of a photo. */
export function readTags({ raw = {}, title, artist, album }: MetadataTags) {
  const text = (key: string) => printable(raw[key])
  const facts = compact({
    title: printable(title),
    artist: printable(artist),
    album: printable(album),
    camera: compact({ make: text(`${apple}make`), model: text(`${apple}model`) }),
    ...timeOf(text(`${apple}creationdate`)),
    gps: placeOf(places.map(text).find(Boolean)),
  })
  return facts ?? {}
}

/** `2021-04-11T15:47:53-0500` */
function timeOf(written = '') {
  const moment = DateTime.fromISO(written, { setZone: true, zone: 'utc' })
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(written)
  return takenFacts(moment, hasZone ? moment.toFormat('ZZ') : undefined)
}

/** ISO 6709: `+39.0513-094.2887+260.560/`, in degrees and metres. */
function placeOf(written = '') {
  const match = /^([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?/.exec(written)
  if (!match) return undefined
  const [latitude, longitude, altitude] = match.slice(1).map((part) => part && Number(part))
  return positionOf(latitude, longitude, altitude)
}
