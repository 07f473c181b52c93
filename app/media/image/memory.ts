import { type Metadata } from 'sharp'
import { open } from 'node:fs/promises'

/** The raster, the variants and what encodes them. */
const overhead = 48 * 1024 * 1024

/**
 * The bytes that decoding a picture takes at most, from its header alone. The factors were measured
 * on 49-megapixel files of each kind, and rounded up (docs/adr/0015-memory-is-admitted.md).
 */
export async function decodeMemory(path: string, type: string, header: Metadata): Promise<number> {
  return overhead + header.width * header.height * (await bytesPerPixel(path, type, header))
}

async function bytesPerPixel(path: string, type: string, header: Metadata): Promise<number> {
  const { channels = 4, depth, isProgressive } = header
  const pixelBytes = channels * (sampleBytes[depth ?? ''] ?? 1)
  switch (type) {
    case 'image/jpeg':
      return isProgressive ? 2.5 * samples(header) : 0.75 * channels
    case 'image/png':
      return isProgressive ? 1.25 * pixelBytes : 0.5 * pixelBytes
    case 'image/webp':
      return (await isLossless(path)) ? 7.5 : 2
    case 'image/tiff':
      return pixelBytes + 1
    case 'image/heic':
      return 6
    case 'image/avif':
      return 19
    default:
      return 7
  }
}

const sampleBytes: Record<string, number> = {
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
  complex: 8,
  double: 8,
  dpcomplex: 16,
}

/** Coefficients of a progressive JPEG for each pixel: it keeps all of them until the last scan. */
function samples({ chromaSubsampling, channels = 4 }: Metadata) {
  if (chromaSubsampling === '4:2:0') return 1.5
  if (chromaSubsampling === '4:2:2') return 2
  return channels
}

/** Whether a WebP's picture is in a `VP8L` chunk, which no header of libvips tells. */
async function isLossless(path: string) {
  await using file = await open(path)
  const head = Buffer.alloc(8)
  for (let offset = 12, chunks = 0; chunks < 16; chunks++) {
    const { bytesRead } = await file.read(head, 0, 8, offset)
    const name = head.toString('latin1', 0, 4)
    if (bytesRead < 8 || name === 'VP8L' || name === 'VP8 ') return name === 'VP8L'
    const length = head.readUInt32LE(4)
    offset += 8 + length + (length % 2)
  }
  return true
}
