import { type Chunk, chunksOf } from '#app/media/image/chunks'
import { allItems, type Item } from '#app/media/image/items'
import { sizeOf } from '#app/media/image/ivf'

/** What the pixels of a WebP are in, and what says how they move. */
const pixels = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])

/** With what the pixels of a PNG and a JPEG begin: libvips keeps nothing that comes behind it. */
const pixelsBegin = new Set(['IDAT', 'ffda'])

/** What the pictures of a HEIC and an AVIF are: coded, or put together of such. */
const pictures = new Set(['hvc1', 'av01', 'grid', 'iden', 'iovl', 'tmap'])

/** A compressed text is a thousand times as long at most (RFC 1951), and libvips reads so much of it. */
const deflated = 1000
const mostOfText = 8 * 1024 * 1024

/**
 * Bytes of a picture at most that are none of its pixels, as libvips holds them: profile, EXIF,
 * XMP, texts, and what nobody knows. Of the formats that may have any number of them; infinite
 * where it is not told.
 */
export async function embeddedBytes(path: string, type: string): Promise<number> {
  if (type === 'image/heic' || type === 'image/avif') return bytesOfItems(await allItems(path))
  let bytes = 0
  for await (const chunk of chunksOf(path, type)) {
    if (pixelsBegin.has(chunk.name)) return bytes
    if (!pixels.has(chunk.name)) bytes += heldOf(chunk)
  }
  return bytes
}

function bytesOfItems(items?: Item[]) {
  if (!items) return Infinity
  return sizeOf(items.filter(({ type }) => !pictures.has(type)).flatMap(({ extents }) => extents))
}

function heldOf({ name, length, start }: Chunk) {
  const isDeflated = name === 'zTXt' || (name === 'iTXt' && start[start.indexOf(0) + 1] === 1)
  return isDeflated ? Math.max(length, Math.min(length * deflated, mostOfText)) : length
}
