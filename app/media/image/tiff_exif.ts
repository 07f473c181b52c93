import { open, type FileHandle } from 'node:fs/promises'

/** Tags of the first directory that lead to others (EXIF 2.3, 4.6.3). */
const pointers = [0x8769, 0x8825]

/** Bytes of one value, by its type. Values of other types are left out. */
const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8, 13: 4 }

/** More than a camera writes: further entries and longer values are left out. */
const most = { entries: 200, valueBytes: 1024 }

interface ByteOrder {
  read: (bytes: Buffer, offset: number, length: number) => number
  write: (bytes: Buffer, value: number, offset: number, length: number) => void
}

const littleEndian: ByteOrder = {
  read: (bytes, offset, length) => bytes.readUIntLE(offset, length),
  write: (bytes, value, offset, length) => bytes.writeUIntLE(value, offset, length),
}
const bigEndian: ByteOrder = {
  read: (bytes, offset, length) => bytes.readUIntBE(offset, length),
  write: (bytes, value, offset, length) => bytes.writeUIntBE(value, offset, length),
}

interface Entry {
  tag: number
  type: number
  count: number
  value: Buffer
}

/**
 * The EXIF of a TIFF as a block of its own, such as other formats carry, for libvips does not hand
 * it over and its parts lie anywhere in the file: the entries of the first directory and of those
 * that it names. Undefined where it has none, or is a BigTIFF.
 */
export async function exifOfTiff(path: string): Promise<Buffer | undefined> {
  await using file = await open(path)
  const head = await bytesAt(file, 0, 8)
  const number = head.toString('latin1', 0, 2) === 'II' ? littleEndian : bigEndian
  if (head.length < 8 || number.read(head, 2, 2) !== 42) return undefined

  const main = await readDirectory(file, number.read(head, 4, 4), number)
  const isPointer = ({ tag, value }: Entry) => pointers.includes(tag) && value.length === 4
  const leading = main.filter(isPointer)
  if (main.length === 0) return undefined
  const rest = main.filter((entry) => !leading.includes(entry))
  let end = 8 + sizeOf([...rest, ...leading])
  const others: Buffer[] = []
  for (const { value } of leading) {
    const entries = await readDirectory(file, number.read(value, 0, 4), number)
    others.push(write(entries, end, number))
    number.write(value, end, 0, 4)
    end += sizeOf(entries)
  }
  number.write(head, 8, 4, 4)
  return Buffer.concat([head, write([...rest, ...leading], 8, number), ...others])
}

async function readDirectory(file: FileHandle, offset: number, number: ByteOrder) {
  const table = await bytesAt(file, offset, 2 + 12 * most.entries)
  const told = table.length < 2 ? 0 : number.read(table, 0, 2)
  const entries: Entry[] = []
  for (let at = 2; at + 12 <= table.length && entries.length < told; at += 12) {
    const [tag, type] = [number.read(table, at, 2), number.read(table, at + 2, 2)]
    const count = number.read(table, at + 4, 4)
    const length = count * (sizes[type] ?? 0)
    const isKept = length <= most.valueBytes
    const value =
      length <= 4
        ? table.subarray(at + 8, at + 8 + length)
        : await bytesAt(file, number.read(table, at + 8, 4), isKept ? length : 0)
    entries.push({ tag, type, count: isKept && value.length === length ? count : 0, value })
  }
  return entries.filter(({ count }) => count > 0)
}

/** A directory that begins at `offset`, with its longer values behind it. */
function write(entries: Entry[], offset: number, number: ByteOrder) {
  const bytes = Buffer.alloc(sizeOf(entries))
  number.write(bytes, entries.length, 0, 2)
  let free = 2 + 12 * entries.length + 4
  for (const [index, { tag, type, count, value }] of entries.entries()) {
    const at = 2 + 12 * index
    number.write(bytes, tag, at, 2)
    number.write(bytes, type, at + 2, 2)
    number.write(bytes, count, at + 4, 4)
    if (value.length <= 4) {
      value.copy(bytes, at + 8)
    } else {
      number.write(bytes, offset + free, at + 8, 4)
      free += value.copy(bytes, free)
    }
  }
  return bytes
}

function sizeOf(entries: Entry[]) {
  const far = entries.filter(({ value }) => value.length > 4)
  return 2 + 12 * entries.length + 4 + far.reduce((sum, { value }) => sum + value.length, 0)
}

async function bytesAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}
