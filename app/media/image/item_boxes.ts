import { open } from 'node:fs/promises'

/** A larger directory of pictures, or one behind more boxes, is left unread. */
const mostBytes = 1024 * 1024
const mostBoxes = 64

export interface Box {
  name: string
  body: Buffer
}

/**
 * The boxes of the directory of an ISO media file's pictures (ISO/IEC 14496-12, 8.11.1). Undefined
 * where there is none, or one that is not read here.
 */
export async function boxesOfMeta(path: string): Promise<Box[] | undefined> {
  await using file = await open(path)
  const head = Buffer.alloc(8)
  for (let offset = 0, boxes = 0; boxes < mostBoxes; boxes++) {
    const { bytesRead } = await file.read(head, 0, 8, offset)
    const length = head.readUInt32BE(0)
    if (bytesRead < 8 || length < 8) return undefined
    if (head.toString('latin1', 4) === 'meta') {
      if (length > mostBytes) return undefined
      const { buffer } = await file.read(Buffer.alloc(length - 8), 0, length - 8, offset + 8)
      return boxesIn(buffer.subarray(4))
    }
    offset += length
  }
}

/** The boxes that these bytes are, as far as they are whole. */
export function boxesIn(bytes: Buffer): Box[] {
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

/** Takes one number after the other, each of so many bytes, from `offset` on. */
export function numbersIn(bytes: Buffer, offset: number) {
  return (size: number): number => {
    const start = offset
    offset += size
    if (size === 8) return Number(bytes.readBigUInt64BE(start))
    return size === 0 ? 0 : bytes.readUIntBE(start, size)
  }
}
