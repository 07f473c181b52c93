import { open } from 'node:fs/promises'

/** A piece of a picture's file. */
export interface Chunk {
  name: string
  /** Where it begins, its name and length included. */
  offset: number
  /** Bytes of its content. */
  length: number
  /** What follows the length: of a frame of a JPEG, the bits of a sample. */
  precision: number
  /** The first of them. */
  start: Buffer
}

/** How the pieces of a format follow each other. */
interface Layout {
  first: number
  /** What the head of one tells, and how many bytes it takes with all that belongs to it. */
  read(head: Buffer): { name: string; length: number; whole: number }
}

const layouts: Record<string, Layout> = {
  // https://developers.google.com/speed/webp/docs/riff_container
  'image/webp': {
    first: 12,
    read(head) {
      const length = head.readUInt32LE(4)
      return { name: head.toString('latin1', 0, 4), length, whole: 8 + length + (length % 2) }
    },
  },
  // https://www.w3.org/TR/png-3/#5Chunk-layout
  'image/png': {
    first: 8,
    read(head) {
      const length = head.readUInt32BE(0)
      return { name: head.toString('latin1', 4, 8), length, whole: 12 + length }
    },
  },
  // ITU-T T.81, annex B: any number of bytes may fill the room before a marker.
  'image/jpeg': {
    first: 2,
    read(head) {
      if (head.readUInt16BE(0) === 0xffff) return { name: 'ff', length: 0, whole: 1 }
      const length = head.readUInt16BE(2)
      return { name: head.toString('hex', 0, 2), length, whole: 2 + length }
    },
  },
}

/** A PNG's keyword, and what follows it. */
const headBytes = 96

/** Frames have one each. What comes behind so many counts as one without an end. */
const mostChunks = 10_000

/** The pieces of a WebP, a PNG or a JPEG, in their order; none of another format. */
export async function* chunksOf(path: string, type: string): AsyncGenerator<Chunk> {
  if (!(type in layouts)) return
  const { first, read } = layouts[type]
  await using file = await open(path)
  let offset = first
  for (let count = 0; count < mostChunks; count++) {
    const { bytesRead, buffer: head } = await file.read(
      Buffer.alloc(headBytes),
      0,
      headBytes,
      offset
    )
    if (bytesRead < 8) return
    const { name, length, whole } = read(head)
    yield { name, offset, length, precision: head[4], start: head.subarray(8, bytesRead) }
    offset += whole
  }
  yield { name: '', offset, length: Infinity, precision: 0, start: Buffer.alloc(0) }
}

/** Whether a WebP's picture is in a `VP8L` chunk, which no header of libvips tells. */
export async function isLossless(path: string): Promise<boolean> {
  for await (const { name } of chunksOf(path, 'image/webp')) {
    if (name === 'VP8L' || name === 'VP8 ') return name === 'VP8L'
    // The frames of a moving one may be either.
    if (name === 'ANMF') return true
  }
  return true
}
