import { type Metadata } from 'sharp'
import { readFile } from 'node:fs/promises'
import { crc32, deflateSync } from 'node:zlib'
import sharp from '#media/sharp'
import { decodeHeif } from '#media/image/libheif'
import { fitWithin, rasterize, type Raster } from '#media/image/raster'

/**
 * Decodes a HEIC, whose HEVC the prebuilt libvips cannot read, to `edge` pixels at most. It
 * computes in this thread and keeps its memory, so it wants a process of its own.
 */
export async function decodeHeic(path: string, header: Metadata, edge: number): Promise<Raster> {
  const { data, stride, width, height } = await decodeHeif(await readFile(path))
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength)

  // Lines are padded to 16 bytes, so that each is a number of whole pixels, some to be cut off.
  const padded = sharp(pixels, { raw: { width: stride / 4, height, channels: 4 } })
  const whole = padded.extract({ left: 0, top: 0, width, height })
  const shrunk = fitWithin(header.hasAlpha ? whole : whole.removeAlpha(), edge)
  if (!header.icc) return rasterize(shrunk)

  const png = await shrunk.png({ compressionLevel: 0 }).toBuffer()
  return rasterize(sharp(withProfile(png, header.icc), { failOn: 'none' }))
}

/**
 * Puts an ICC profile into a PNG, right behind its header (PNG specification, 11.3.2.3), for sharp
 * applies a profile only where a file carries it.
 */
function withProfile(png: Buffer, profile: Buffer) {
  const headerEnd = 33
  const chunk = Buffer.concat([Buffer.from('iCCPicc\0\0', 'latin1'), deflateSync(profile)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(chunk.length - 4)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(chunk))
  return Buffer.concat([
    png.subarray(0, headerEnd),
    length,
    chunk,
    checksum,
    png.subarray(headerEnd),
  ])
}
