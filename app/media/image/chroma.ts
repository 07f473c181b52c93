import { open } from 'node:fs/promises'
import { primaryItem } from '#app/media/image/items'

/** The properties of an AVIF's pictures are at its beginning, before the pictures themselves. */
const headLength = 65_536

const flags = { isMonochrome: 0x10, isHalfAsWide: 0x08, isHalfAsHigh: 0x04 }

/** Samples by the `chroma_format_idc` of HEVC (ISO/IEC 14496-15, 8.3.2.1), at this byte of `hvcC`. */
const hevcSamples = [1, 1.5, 2, 3]
const hevcChroma = 16

/**
 * How many samples of light and colour an AVIF or a HEIC has for each pixel: 1.5 in a photo of a
 * phone, 3 in full colour. From the `av1C` (AV1 Codec ISO Media File Format Binding, 2.3) and
 * `hvcC` boxes, which no header of libvips tells; 3 where there is none, and of several the most.
 */
export async function samplesPerPixel(path: string): Promise<number> {
  const av1 = await boxesIn(path, 'av1C')
  const hevc = await boxesIn(path, 'hvcC')
  const found = [
    ...av1.map((box) => samplesOf(box[2] ?? 0)),
    ...hevc.map((box) => hevcSamples[(box[hevcChroma] ?? 3) & 3]),
  ]
  return found.length > 0 ? Math.max(...found) : 3
}

/**
 * The pixels of the largest picture of which a grid is put together (ISO/IEC 23008-12, 6.6.2.3.2).
 * Undefined where there is no grid.
 */
export async function codedPixels(path: string): Promise<number | undefined> {
  const item = await primaryItem(path)
  const whole = item?.properties.find(({ name }) => name === 'ispe')?.body
  if (item?.type !== 'grid' || !whole) return undefined
  const sizes = await boxesIn(path, 'ispe')
  const tiles = sizes.filter((box) => box.length >= 12 && box.compare(whole, 0, 12, 0, 12) !== 0)
  const pixels = tiles.map((box) => box.readUInt32BE(4) * box.readUInt32BE(8))
  return pixels.length > 0 ? Math.max(...pixels) : undefined
}

/** What follows each such name, wherever it is in the head of the file. */
async function boxesIn(path: string, name: string) {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0)
  const head = buffer.subarray(0, bytesRead)
  const found: Buffer[] = []
  for (let at = head.indexOf(name); at >= 0; at = head.indexOf(name, at + 4)) {
    found.push(head.subarray(at + 4))
  }
  return found
}

function samplesOf(byte: number) {
  if (byte & flags.isMonochrome) return 1
  const share = (byte & flags.isHalfAsWide ? 2 : 1) * (byte & flags.isHalfAsHigh ? 2 : 1)
  return 1 + 2 / share
}
