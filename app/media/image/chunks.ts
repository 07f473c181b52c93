import { open } from 'node:fs/promises'

interface Chunk {
  name: string
  /** Bytes of its content. */
  length: number
}

/** Frames have one each. What comes behind so many counts as one chunk without a name. */
const mostChunks = 10_000

/** The chunks of a WebP, in their order: https://developers.google.com/speed/webp/docs/riff_container. */
export async function* chunksOf(path: string): AsyncGenerator<Chunk> {
  await using file = await open(path)
  const { size } = await file.stat()
  const head = Buffer.alloc(8)
  let offset = 12
  for (let count = 0; count < mostChunks; count++) {
    const { bytesRead } = await file.read(head, 0, 8, offset)
    if (bytesRead < 8) return
    const length = head.readUInt32LE(4)
    yield { name: head.toString('latin1', 0, 4), length: Math.min(length, size - offset) }
    offset += 8 + length + (length % 2)
  }
  if (offset < size) yield { name: '', length: size - offset }
}

/** Whether a WebP's picture is in a `VP8L` chunk, which no header of libvips tells. */
export async function isLossless(path: string): Promise<boolean> {
  for await (const { name } of chunksOf(path)) {
    if (name === 'VP8L' || name === 'VP8 ') return name === 'VP8L'
    // The frames of a moving one may be either.
    if (name === 'ANMF') return true
  }
  return true
}
