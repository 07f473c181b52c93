/** A coded picture as it lies in an ISO media file, to be put into another one. */
export interface CodedPicture {
  type: 'hvc1' | 'av01'
  /** The box that its decoder is set up with. */
  configuration: Buffer
  data: Buffer
}

interface Heif {
  picture: CodedPicture
  /** Of one picture; in a grid, of each of its tiles. */
  size: [width: number, height: number]
  /** So many tiles in a row, and so many rows; the size is what is seen of all of them. */
  grid?: { columns: number; rows: number; size: [width: number, height: number] }
  /** Where the bytes of the picture are in its data, when not in one piece: start and length. */
  pieces?: [start: number, length: number][]
  /** What is to be done with the picture, in this order: see `cropped`, `turned` and `mirrored`. */
  transformations?: Buffer[]
  /** A TIFF header and what follows it. */
  exif?: Buffer
}

/** `angle` quarters of a turn against the clock (ISO/IEC 23008-12, 6.5.10). */
export const turned = (angle: number) => box('irot', bytes(angle))

/** What is above comes below, or what is left comes right (6.5.12). */
export const mirrored = (axis: 'above' | 'left') => box('imir', bytes(axis === 'above' ? 0 : 1))

/** So much of the picture, its middle moved by the offset, in pixels (ISO/IEC 14496-12, 12.1.4). */
export function cropped([width, height]: number[], [right, down]: number[]) {
  return box('clap', ...[width, height, right, down].map((value) => longs(value, 1)))
}

/** The one picture of a HEIC or AVIF that holds nothing else. */
export function codedPicture(file: Buffer): CodedPicture {
  const isHevc = file.includes('hvcC')
  return {
    type: isHevc ? 'hvc1' : 'av01',
    configuration: boxOf(file, isHevc ? 'hvcC' : 'av1C'),
    data: boxOf(file, 'mdat').subarray(8),
  }
}

/** A HEIC or AVIF that says of a coded picture whatever it is told to say. */
export function makeHeif({
  picture,
  size,
  grid,
  pieces,
  transformations = [],
  exif,
}: Heif): Buffer {
  const brand = picture.type === 'hvc1' ? 'heic' : 'avif'
  const start = box('ftyp', text(brand), longs(0), text(`mif1miaf${brand}`))
  const tiles = grid ? grid.columns * grid.rows : 0
  const depths = box('pixi', longs(0), bytes(3, 8, 8, 8))
  const coded = [picture.configuration, box('ispe', longs(0, ...size)), depths]
  const whole = grid ? [box('ispe', longs(0, ...grid.size)), depths] : []
  const properties = [...coded, ...whole, ...transformations]
  const ofTiles = [1, 2, 3]
  const ofPrimary = properties.map((_, index) => index + 1).slice(grid ? ofTiles.length : 0)

  const items = [
    grid
      ? { id: 1, type: 'grid', data: gridData(grid), properties: ofPrimary }
      : { id: 1, type: picture.type, data: picture.data, pieces, properties: ofPrimary },
    ...Array.from({ length: tiles }, (_, index) => {
      return { id: 2 + index, type: picture.type, data: picture.data, properties: ofTiles }
    }),
  ]
  const last = items.length + 1
  if (exif) {
    items.push({ id: last, type: 'Exif', data: Buffer.concat([longs(0), exif]), properties: [] })
  }
  const references = [
    ...(grid
      ? [box('dimg', shorts(1, tiles, ...items.slice(1, tiles + 1).map(({ id }) => id)))]
      : []),
    ...(exif ? [box('cdsc', shorts(last, 1, 1))] : []),
  ]

  const described = items.filter((item) => item.properties.length > 0)
  const metaWith = (offset: number) =>
    box(
      'meta',
      longs(0),
      box('hdlr', longs(0, 0), text('pict'), longs(0, 0, 0), bytes(0)),
      box('pitm', longs(0), shorts(1)),
      box('iloc', longs(0), bytes(0x44, 0), shorts(items.length), ...locations(items, offset)),
      box(
        'iinf',
        longs(0),
        shorts(items.length),
        ...items.map(({ id, type }) =>
          box('infe', longs(id > 1 ? 0x02000001 : 0x02000000), shorts(id, 0), text(type), bytes(0))
        )
      ),
      ...(references.length > 0 ? [box('iref', longs(0), ...references)] : []),
      box(
        'iprp',
        box('ipco', ...properties),
        box(
          'ipma',
          longs(0, described.length),
          ...described.map((item) =>
            Buffer.concat([
              shorts(item.id),
              bytes(item.properties.length, ...item.properties.map((index) => index | 0x80)),
            ])
          )
        )
      )
    )
  const offset = start.length + metaWith(0).length + 8
  return Buffer.concat([start, metaWith(offset), box('mdat', ...items.map(({ data }) => data))])
}

function locations(items: { id: number; data: Buffer; pieces?: Heif['pieces'] }[], start: number) {
  let offset = start
  return items.map(({ id, data, pieces = [[0, data.length]] }) => {
    const extents = pieces.map(([from, length]) => longs(offset + from, length))
    const location = Buffer.concat([shorts(id, 0, pieces.length), ...extents])
    offset += data.length
    return location
  })
}

function gridData({ columns, rows, size }: NonNullable<Heif['grid']>) {
  return Buffer.concat([bytes(0, 0, rows - 1, columns - 1), shorts(...size)])
}

function boxOf(file: Buffer, name: string) {
  const start = file.indexOf(name) - 4
  return file.subarray(start, start + file.readUInt32BE(start))
}

function box(name: string, ...content: Buffer[]) {
  const body = Buffer.concat(content)
  return Buffer.concat([longs(body.length + 8), text(name), body])
}

const text = (value: string) => Buffer.from(value, 'latin1')
const bytes = (...values: number[]) => Buffer.from(values)
const shorts = (...values: number[]) =>
  Buffer.from(values.flatMap((value) => [value >> 8, value & 255]))

function longs(...values: number[]) {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) buffer.writeInt32BE(value | 0, index * 4)
  return buffer
}
