import { open, type FileHandle } from 'node:fs/promises'
import { Rejection } from '#app/media/rejection'

/** The byte at an offset; undefined behind the end of the file. */
type Bytes = (offset: number) => Promise<number | undefined>

/** What a block of a GIF begins with (https://www.w3.org/Graphics/GIF/spec-gif89a.txt). */
const extension = 0x21
const image = 0x2c

const headBytes = 13
const windowBytes = 64 * 1024

/**
 * Throws a rejection when a GIF ends inside of a block: its decoder shows the frames before that
 * one and says nothing. The byte that ends the whole may be missing, as some programs leave it out.
 */
export async function verifyBlocks(path: string): Promise<void> {
  await using file = await open(path)
  const { size } = await file.stat()
  const bytes = bytesOf(file, size)
  let offset = headBytes + (await colourTable(bytes, 10))
  for (;;) {
    const name = await bytes(offset)
    if (name === extension) {
      offset = await endOfPieces(bytes, offset + 2)
    } else if (name === image) {
      offset = await endOfPieces(bytes, offset + 11 + (await colourTable(bytes, offset + 9)))
    } else {
      break
    }
  }
  if (offset > size) throw new Rejection('E_IMAGE_CORRUPT')
}

/** Where the first frame of a GIF is on its canvas, in pixels. */
export async function firstFrame(path: string) {
  await using file = await open(path)
  const { size } = await file.stat()
  const bytes = bytesOf(file, size)
  let offset = headBytes + (await colourTable(bytes, 10))
  while ((await bytes(offset)) === extension) offset = await endOfPieces(bytes, offset + 2)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(9), 0, 9, offset)
  if (bytesRead < 9 || buffer[0] !== image) return undefined
  const [left, top, width, height] = [1, 3, 5, 7].map((at) => buffer.readUInt16LE(at))
  return { left, top, width, height }
}

/** Bytes of the table that these flags announce. */
async function colourTable(bytes: Bytes, offset: number) {
  const flags = (await bytes(offset)) ?? 0
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

/** Pieces have 255 bytes at most, and one of none ends them. */
async function endOfPieces(bytes: Bytes, offset: number) {
  for (;;) {
    const length = await bytes(offset)
    if (length === undefined) return offset
    offset += 1 + length
    if (length === 0) return offset
  }
}

/** Reads a window at a time, for most steps are short. */
function bytesOf(file: FileHandle, size: number): Bytes {
  const window = Buffer.alloc(windowBytes)
  let start = -windowBytes
  return async (offset) => {
    if (offset >= size) return undefined
    if (offset < start || offset >= start + windowBytes) {
      start = offset
      await file.read(window, 0, windowBytes, start)
    }
    return window[offset - start]
  }
}
