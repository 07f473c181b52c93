import { boxesIn, boxesOfMeta, numbersIn, type Box } from '#app/media/image/item_boxes'

/** What an ISO media file holds: a picture, or what is told of one (ISO/IEC 14496-12, 8.11). */
export interface Item {
  id: number
  /** How it is coded, in four letters: `av01`, `hvc1`, `grid` of others, `Exif`, `mime`. */
  type: string
  /** Whether its bytes are simply at places in this file. */
  isInFile: boolean
  /** Those places; a length of zero means up to the end of the file. */
  extents: { offset: number; length: number }[]
}

/** The picture that an ISO media file is opened for (ISO/IEC 23008-12). */
export interface PrimaryItem extends Item {
  /** What is told of it and has to be done with it, in order. */
  properties: Box[]
  /** Those it is put together of, in order, and what is told of the first of them. */
  parts: Item[]
  partProperties: Box[]
}

/** Undefined in a file that is damaged, or keeps its picture in a way that is not read here. */
export async function primaryItem(path: string): Promise<PrimaryItem | undefined> {
  return readBoxes(path, (boxes) => {
    const [pitm, iprp, iref] = bodiesOf(boxes, ['pitm', 'iprp', 'iref'])
    const items = itemsOf(boxes)
    if (!pitm || !iprp || !items) return undefined
    const id = pitm[0] === 0 ? pitm.readUInt16BE(4) : pitm.readUInt32BE(4)
    const byId = new Map(items.map((item) => [item.id, item]))
    const item = byId.get(id)
    const ids = partsOf(id, iref)
    const parts = ids.flatMap((part) => byId.get(part) ?? [])
    const properties = propertiesOf(id, iprp)
    const partProperties = ids.length > 0 ? propertiesOf(ids[0], iprp) : []
    if (!item || !properties || !partProperties || parts.length < ids.length) return undefined
    return { ...item, properties, parts, partProperties }
  })
}

/** All that an ISO media file says it holds; undefined where it is damaged or unusually large. */
export async function allItems(path: string): Promise<Item[] | undefined> {
  return readBoxes(path, itemsOf)
}

async function readBoxes<T>(path: string, read: (boxes: Box[]) => T | undefined) {
  const boxes = await boxesOfMeta(path)
  try {
    return boxes && read(boxes)
  } catch (error) {
    // It says that there is more than there is.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function bodiesOf(boxes: Box[], names: string[]) {
  return names.map((name) => boxes.find((box) => box.name === name)?.body)
}

function itemsOf(boxes: Box[]): Item[] | undefined {
  const [iinf, iloc] = bodiesOf(boxes, ['iinf', 'iloc'])
  if (!iinf || !iloc) return undefined
  const types = typesIn(iinf)
  return placesIn(iloc)?.flatMap((place) => {
    const type = types.get(place.id)
    return type ? { ...place, type } : []
  })
}

function typesIn(iinf: Buffer) {
  const types = new Map<number, string>()
  for (const { body } of boxesIn(iinf.subarray(iinf[0] === 0 ? 6 : 8))) {
    const isLong = body[0] > 2
    const id = isLong ? body.readUInt32BE(4) : body.readUInt16BE(4)
    types.set(id, body.toString('latin1', isLong ? 10 : 8, isLong ? 14 : 12))
  }
  return types
}

function placesIn(iloc: Buffer): Omit<Item, 'type'>[] | undefined {
  const version = iloc[0]
  const next = numbersIn(iloc, 6)
  const [offsetSize, lengthSize, baseSize] = [iloc[4] >> 4, iloc[4] & 15, iloc[5] >> 4]
  const indexSize = version === 0 ? 0 : iloc[5] & 15
  const idSize = version < 2 ? 2 : 4
  // Extents that take no bytes could be any number of them.
  if (offsetSize + lengthSize === 0) return undefined
  return Array.from({ length: next(idSize) }, () => {
    const id = next(idSize)
    const method = version === 0 ? 0 : next(2) & 15
    const file = next(2)
    const base = next(baseSize)
    const extents = Array.from({ length: next(2) }, () => {
      next(indexSize)
      return { offset: base + next(offsetSize), length: next(lengthSize) }
    })
    return { id, isInFile: method === 0 && file === 0, extents }
  })
}

/** What a picture is derived from (ISO/IEC 23008-12, 6.4.7). */
function partsOf(id: number, iref?: Buffer): number[] {
  const size = iref?.[0] === 0 ? 2 : 4
  for (const { name, body } of boxesIn(iref?.subarray(4) ?? Buffer.alloc(0))) {
    const next = numbersIn(body, 0)
    if (name === 'dimg' && next(size) === id) {
      return Array.from({ length: next(2) }, () => next(size))
    }
  }
  return []
}

/** Undefined where one is meant that is not there. */
function propertiesOf(id: number, iprp: Buffer): Box[] | undefined {
  const [ipco, ipma] = bodiesOf(boxesIn(iprp), ['ipco', 'ipma'])
  if (!ipco || !ipma) return undefined
  const all = boxesIn(ipco)
  const properties = indexesOf(id, ipma).map((index) => all[index - 1])
  return properties.includes(undefined!) ? undefined : properties
}

function indexesOf(id: number, ipma: Buffer) {
  const next = numbersIn(ipma, 4)
  const indexSize = ipma[3] & 1 ? 2 : 1
  for (let items = next(4); items > 0; items--) {
    const own = next(ipma[0] === 0 ? 2 : 4)
    const isEssential = indexSize === 2 ? 0x8000 : 0x80
    const indexes = Array.from({ length: next(1) }, () => next(indexSize) & (isEssential - 1))
    if (own === id) return indexes
  }
  return []
}
