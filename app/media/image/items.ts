import { open } from 'node:fs/promises'

/** A larger directory of pictures, or one behind more boxes, is left unread. */
const mostBytes = 1024 * 1024
const mostBoxes = 64

/** The picture that an ISO media file is opened for (ISO/IEC 23008-12). */
export interface PrimaryItem {
  /** How it is coded, in four letters: `av01`, `hvc1`, or `grid` of others. */
  type: string
  /** Where its bytes are in the file. */
  extents: { offset: number; length: number }[]
  /** What is told of it and has to be done with it, in order. */
  properties: Box[]
}

export interface Box {
  name: string
  body: Buffer
}

/** Undefined in a file that is damaged, or keeps its picture in a way that is not read here. */
export async function primaryItem(path: string): Promise<PrimaryItem | undefined> {
  const meta = await readMeta(path)
  try {
    return meta && findPrimary(boxesOf(meta.subarray(4)))
  } catch (error) {
    // It says that there is more than there is.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

async function readMeta(path: string) {
  await using file = await open(path)
  const head = Buffer.alloc(8)
  for (let offset = 0, boxes = 0; boxes < mostBoxes; boxes++) {
    const { bytesRead } = await file.read(head, 0, 8, offset)
    const length = head.readUInt32BE(0)
    if (bytesRead < 8 || length < 8) return undefined
    if (head.toString('latin1', 4) === 'meta') {
      if (length > mostBytes) return undefined
      const { buffer } = await file.read(Buffer.alloc(length - 8), 0, length - 8, offset + 8)
      return buffer
    }
    offset += length
  }
}

function findPrimary(boxes: Box[]): PrimaryItem | undefined {
  const bodyOf = (name: string, of = boxes) => of.find((box) => box.name === name)?.body
  const [pitm, iinf, iloc, iprp] = ['pitm', 'iinf', 'iloc', 'iprp'].map((name) => bodyOf(name))
  if (!pitm || !iinf || !iloc || !iprp) return undefined
  const id = pitm[0] === 0 ? pitm.readUInt16BE(4) : pitm.readUInt32BE(4)
  const [ipco, ipma] = ['ipco', 'ipma'].map((name) => bodyOf(name, boxesOf(iprp)))
  const type = typeOf(id, iinf)
  const extents = extentsOf(id, iloc)
  if (!ipco || !ipma || !type || !extents) return undefined
  const all = boxesOf(ipco)
  const properties = propertiesOf(id, ipma).map((index) => all[index - 1])
  return properties.includes(undefined!) ? undefined : { type, extents, properties }
}

function boxesOf(bytes: Buffer): Box[] {
  const boxes: Box[] = []
  for (let offset = 0; offset + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(offset)
    if (length < 8) return boxes
    const name = bytes.toString('latin1', offset + 4, offset + 8)
    boxes.push({ name, body: bytes.subarray(offset + 8, offset + length) })
    offset += length
  }
  return boxes
}

function typeOf(id: number, iinf: Buffer) {
  for (const { body } of boxesOf(iinf.subarray(iinf[0] === 0 ? 6 : 8))) {
    const isLong = body[0] > 2
    const own = isLong ? body.readUInt32BE(4) : body.readUInt16BE(4)
    if (own === id) return body.toString('latin1', isLong ? 10 : 8, isLong ? 14 : 12)
  }
}

/** Undefined when they are not simply places in this file. */
function extentsOf(id: number, iloc: Buffer) {
  const version = iloc[0]
  const next = reader(iloc, 6)
  const [offsetSize, lengthSize, baseSize] = [iloc[4] >> 4, iloc[4] & 15, iloc[5] >> 4]
  const indexSize = version === 0 ? 0 : iloc[5] & 15
  const idSize = version < 2 ? 2 : 4
  // Extents that take no bytes could be any number of them.
  if (offsetSize + lengthSize === 0) return undefined
  for (let items = next(idSize); items > 0; items--) {
    const own = next(idSize)
    const method = version === 0 ? 0 : next(2) & 15
    const file = next(2)
    const base = next(baseSize)
    const extents = []
    for (let count = next(2); count > 0; count--) {
      next(indexSize)
      extents.push({ offset: base + next(offsetSize), length: next(lengthSize) })
    }
    if (own === id) return method === 0 && file === 0 ? extents : undefined
  }
}

function propertiesOf(id: number, ipma: Buffer) {
  const next = reader(ipma, 4)
  const indexSize = ipma[3] & 1 ? 2 : 1
  for (let items = next(4); items > 0; items--) {
    const own = next(ipma[0] === 0 ? 2 : 4)
    const isEssential = indexSize === 2 ? 0x8000 : 0x80
    const indexes = Array.from({ length: next(1) }, () => next(indexSize) & (isEssential - 1))
    if (own === id) return indexes
  }
  return []
}

/** Takes one number after the other, each of so many bytes, from `offset` on. */
function reader(bytes: Buffer, offset: number) {
  return (size: number) => {
    const start = offset
    offset += size
    if (size === 8) return Number(bytes.readBigUInt64BE(start))
    return size === 0 ? 0 : bytes.readUIntBE(start, size)
  }
}
