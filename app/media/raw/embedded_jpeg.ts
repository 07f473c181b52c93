import { open, type FileHandle } from 'node:fs/promises'

/** A JPEG within another file. */
interface EmbeddedJpeg {
  offset: number
  width: number
  height: number
}

const windowBytes = 4 * 1024 * 1024
const start = Buffer.from([0xff, 0xd8, 0xff])
const end = Buffer.from([0xff, 0xd9])

/** More than any camera embeds, of candidates, of segments before the pixels, and of bytes. */
const most = { candidates: 500, segments: 100, bytes: 48 * 1024 * 1024 }

/** Frames that every decoder knows: baseline and progressive (ITU-T T.81, table B.1). */
const frames = new Set([0xc0, 0xc1, 0xc2])
const startOfScan = 0xda

/**
 * The bytes of the largest JPEG within a file, which in a RAW photograph is the preview that the
 * camera shows. Found by its markers, wherever it lies, for each maker has a place of its own.
 * Undefined where there is none.
 */
export async function largestJpeg(path: string): Promise<Buffer | undefined> {
  await using file = await open(path)
  let largest: EmbeddedJpeg | undefined
  let candidates = 0
  for await (const offset of places(file, start)) {
    if (++candidates > most.candidates) break
    const found = await jpegAt(file, offset)
    const isLarger =
      found && (!largest || found.width * found.height > largest.width * largest.height)
    if (isLarger) largest = found
  }
  return largest && (await readWhole(file, largest.offset))
}

/** Where these bytes are, one place after the other. */
async function* places(file: FileHandle, wanted: Buffer, from = 0) {
  for (let offset = from; ;) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(windowBytes), 0, windowBytes, offset)
    const window = buffer.subarray(0, bytesRead)
    for (let at = window.indexOf(wanted); at >= 0; at = window.indexOf(wanted, at + 1)) {
      yield offset + at
    }
    if (bytesRead < windowBytes) return
    offset += windowBytes - wanted.length + 1
  }
}

async function jpegAt(file: FileHandle, offset: number): Promise<EmbeddedJpeg | undefined> {
  const head = Buffer.alloc(9)
  let at = offset + 2
  for (let count = 0; count < most.segments; count++) {
    const { bytesRead } = await file.read(head, 0, head.length, at)
    if (bytesRead < head.length || head[0] !== 0xff) return undefined
    if (frames.has(head[1])) {
      const [height, width] = [head.readUInt16BE(5), head.readUInt16BE(7)]
      return head[4] === 8 && width > 0 && height > 0 ? { offset, width, height } : undefined
    }
    if (head[1] < 0xc0 || head[1] === startOfScan) return undefined
    at += 2 + head.readUInt16BE(2)
  }
}

/** Its end is the first such marker behind its segments, of which some hold a thumbnail. */
async function readWhole(file: FileHandle, offset: number) {
  const head = Buffer.alloc(4)
  let at = offset + 2
  for (let count = 0; count < most.segments && head[1] !== startOfScan; count++) {
    await file.read(head, 0, head.length, at)
    at += 2 + head.readUInt16BE(2)
  }
  const last = await places(file, end, at).next()
  const length = (last.done ? at : last.value + end.length) - offset
  if (length > most.bytes) return undefined
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, offset)
  return buffer
}
