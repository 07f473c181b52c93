import { crc32 } from 'node:zlib'
import sharp from 'sharp'

/** Text is ASCII, a number SHORT, pairs are RATIONAL, bytes BYTE. */
type Value = string | number | [number, number][] | Buffer | { shorts: number[] }

export type Directory = Record<number, Value>

/** The tags that tests write, by the names that EXIF 2.3 gives them. */
export const tag = {
  make: 0x010f,
  model: 0x0110,
  orientation: 0x0112,
  taken: 0x9003,
  digitized: 0x9004,
  offset: 0x9010,
  offsetTaken: 0x9011,
  offsetDigitized: 0x9012,
  speed: 0x8827,
  index: 0x8832,
  latitudeRef: 1,
  latitude: 2,
  longitudeRef: 3,
  longitude: 4,
  altitudeRef: 5,
  altitude: 6,
  time: 7,
  date: 29,
}

const pointers = { exif: 0x8769, gps: 0x8825 }

/** A block of EXIF of three directories, in little-endian order; its pointers are of `pointerType`, and the first one is at `start`. */
export function exifBlock(
  { main = {}, exif = {}, gps = {} }: { main?: Directory; exif?: Directory; gps?: Directory },
  pointerType = 4,
  start = 8
) {
  const places = { exif: 0, gps: 0 }
  const mainOf = () =>
    directory(start, main, [
      [pointers.exif, places.exif],
      [pointers.gps, places.gps],
    ])
  places.exif = start + mainOf().length
  const exifBytes = directory(places.exif, exif)
  places.gps = places.exif + exifBytes.length
  return Buffer.concat([
    Buffer.from(['II*\0', String.fromCodePoint(start), '\0\0\0'].join(''), 'latin1'),
    Buffer.alloc(start - 8),
    mainOf(),
    exifBytes,
    directory(places.gps, gps),
  ])

  function directory(begin: number, values: Directory, leading: [number, number][] = []) {
    const entries = [
      ...Object.entries(values).map(([name, value]) => ({ name: Number(name), ...coded(value) })),
      ...leading.map(([name, at]) => ({ name, type: pointerType, count: 1, bytes: longs(at) })),
    ].sort((a, b) => a.name - b.name)
    const head = Buffer.alloc(2 + 12 * entries.length + 4)
    head.writeUInt16LE(entries.length)
    const far: Buffer[] = []
    let free = begin + head.length
    for (const [index, { name, type, count, bytes }] of entries.entries()) {
      const at = 2 + 12 * index
      head.writeUInt16LE(name, at)
      head.writeUInt16LE(type, at + 2)
      head.writeUInt32LE(count, at + 4)
      if (bytes.length <= 4) {
        bytes.copy(head, at + 8)
        continue
      }
      head.writeUInt32LE(free, at + 8)
      far.push(bytes)
      free += bytes.length
    }
    return Buffer.concat([head, ...far])
  }
}

function coded(value: Value) {
  if (typeof value === 'string') {
    const bytes = Buffer.from(`${value}\0`)
    return { type: 2, count: bytes.length, bytes }
  }
  if (typeof value === 'number') return { type: 3, count: 1, bytes: shorts(value) }
  if (Buffer.isBuffer(value)) return { type: 1, count: value.length, bytes: value }
  if (Array.isArray(value)) return { type: 5, count: value.length, bytes: longs(...value.flat()) }
  return { type: 3, count: value.shorts.length, bytes: shorts(...value.shorts) }
}

/** An XMP packet of attributes, and of elements behind them. */
export function xmpPacket(attributes: Record<string, string>, elements = '') {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`)
  return Buffer.from(
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
    xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" ${written.join(' ')}>${elements}
    </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
  )
}

/** Photoshop's block of IPTC data sets of the second record. */
export function iptcBlock(values: Record<number, string>) {
  const sets = Object.entries(values).map(([name, value]) => {
    const head = Buffer.from([0x1c, 2, Number(name), 0, value.length])
    return Buffer.concat([head, Buffer.from(value)])
  })
  const data = Buffer.concat(sets)
  const padding = Buffer.alloc(data.length % 2)
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1')
  head.writeUInt32BE(data.length, head.length - 4)
  return Buffer.concat([head, data, padding])
}

const picture = sharp({ create: { width: 32, height: 24, channels: 3, background: 'teal' } })
const jpeg = await picture.clone().jpeg().toBuffer()
const png = await picture.clone().png().toBuffer()

interface Blocks {
  exif?: Buffer
  xmp?: Buffer
  iptc?: Buffer
}

/** A JPEG of 32 by 24 pixels that carries these blocks. */
export function jpegWith({ exif, xmp, iptc }: Blocks) {
  const segments = [
    ...(exif ? [segment(0xe1, Buffer.from('Exif\0\0'), exif)] : []),
    ...(xmp ? [segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0'), xmp)] : []),
    ...(iptc ? [segment(0xed, iptc)] : []),
  ]
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
}

/** A PNG of 32 by 24 pixels with further chunks, before its pixels or behind them. */
export function pngWith(chunks: [name: string, content: Buffer][], where: 'before' | 'behind') {
  const made = chunks.map(([name, content]) => {
    const body = Buffer.concat([Buffer.from(name), content])
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(content.length)
    checksum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, checksum])
  })
  const at = where === 'before' ? 33 : png.length - 12
  return Buffer.concat([png.subarray(0, at), ...made, png.subarray(at)])
}

function segment(marker: number, ...content: Buffer[]) {
  const body = Buffer.concat(content)
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

function shorts(...values: number[]) {
  return numbers(2, values)
}

function longs(...values: number[]) {
  return numbers(4, values)
}

function numbers(size: number, values: number[]) {
  const bytes = Buffer.alloc(size * values.length)
  for (const [index, value] of values.entries()) bytes.writeUIntLE(value, index * size, size)
  return bytes
}
