import { type FileHandle } from 'node:fs/promises'

/** Bytes of one value, by its type. Values of other types are left out. */
const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8, 13: 4 }

/** More than a camera writes: further entries and longer values are left out. */
const most = { entries: 200, valueBytes: 1024 }

/** Of TIFF, and what Olympus and Panasonic write instead. */
const versions = new Set([42, 0x4f52, 0x5352, 0x55])

export interface ByteOrder {
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

export interface Entry {
  tag: number
  type: number
  count: number
  value: Buffer
}

/** The header and the first directory of a TIFF; undefined of what is none, or a BigTIFF. */
export async function firstDirectory(file: FileHandle) {
  const head = await bytesAt(file, 0, 8)
  const number = head.toString('latin1', 0, 2) === 'II' ? littleEndian : bigEndian
  if (head.length < 8 || !versions.has(number.read(head, 2, 2))) return undefined
  return { head, number, entries: await readDirectory(file, number.read(head, 4, 4), number) }
}

/** The entries of a directory, but those that are unusually long. */
export async function readDirectory(file: FileHandle, offset: number, number: ByteOrder) {
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

async function bytesAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}
