import { open } from 'node:fs/promises'

/** The properties of an AVIF's pictures are at its beginning, before the pictures themselves. */
const headLength = 65_536

const flags = { isMonochrome: 0x10, isHalfAsWide: 0x08, isHalfAsHigh: 0x04 }

/**
 * How many samples of light and colour an AVIF has for each pixel: 1.5 in a photo of a phone, 3 in
 * full colour. From the `av1C` boxes (AV1 Codec ISO Media File Format Binding, 2.3), which no
 * header of libvips tells; 3 where there is none, and of several the most.
 */
export async function samplesPerPixel(path: string): Promise<number> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0)
  const head = buffer.subarray(0, bytesRead)
  const found: number[] = []
  for (let at = head.indexOf('av1C'); at >= 0; at = head.indexOf('av1C', at + 4)) {
    found.push(samplesOf(head[at + 6] ?? 0))
  }
  return found.length > 0 ? Math.max(...found) : 3
}

function samplesOf(byte: number) {
  if (byte & flags.isMonochrome) return 1
  const share = (byte & flags.isHalfAsWide ? 2 : 1) * (byte & flags.isHalfAsHigh ? 2 : 1)
  return 1 + 2 / share
}
