/** Seconds between the epochs of QuickTime (1904) and of computers. */
const epoch = 2_082_844_800

/** A box of an ISO media file. */
export function box(name: string, ...content: Buffer[]) {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** A text as QuickTime writes it into `udta`: its length and language first. */
export function international(name: string, text: string) {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(Buffer.byteLength(text))
  head.writeUInt16BE(0x15c7, 2)
  return box(name, head, Buffer.from(text))
}

/** The box in which 3GPP keeps a place, in degrees. */
export function loci(latitude: number, longitude: number) {
  const numbers = Buffer.alloc(12)
  numbers.writeInt32BE(Math.round(longitude * 65_536))
  numbers.writeInt32BE(Math.round(latitude * 65_536), 4)
  return box('loci', longs(0), Buffer.from([0x15, 0xc7]), Buffer.from('here\0\0'), numbers)
}

/** Keys and their values as Apple and Android write them. */
export function keyed(values: Record<string, string>) {
  const names = Object.keys(values).map((name) => box('mdta', Buffer.from(name)))
  const texts = Object.values(values).map((text, index) => {
    const entry = box('data', longs(1, 0), Buffer.from(text))
    const name = longs(index + 1).toString('latin1')
    return box(name, entry)
  })
  const handler = box('hdlr', longs(0, 0), Buffer.from('mdta'), longs(0, 0, 0))
  return box('meta', handler, box('keys', longs(0, names.length), ...names), box('ilst', ...texts))
}

/** A movie whose `moov` comes last, begun at a moment, with further boxes in `moov`. */
export function movieWith(movie: Buffer, created: string | undefined, boxes: Buffer[]) {
  const start = movie.lastIndexOf('moov') - 4
  const header = Buffer.from(movie.subarray(start + 8))
  const seconds = created ? Date.parse(created) / 1000 + epoch : 0
  for (const name of ['mvhd', 'tkhd', 'mdhd']) {
    for (let at = header.indexOf(name); at >= 0; at = header.indexOf(name, at + 4)) {
      header.writeUInt32BE(name === 'mvhd' || created ? seconds : 0, at + 8)
    }
  }
  return Buffer.concat([movie.subarray(0, start), box('moov', header, ...boxes)])
}

function longs(...values: number[]) {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index)
  return bytes
}
