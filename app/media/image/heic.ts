import { type Metadata } from 'sharp'
import { readFile } from 'node:fs/promises'
import sharp from '#media/sharp'
import { decodeHeif } from '#media/image/libheif'
import { rasterizeIn } from '#media/image/profile'
import { fitWithin, type Raster } from '#media/image/raster'

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
  return rasterizeIn(header.icc, fitWithin(header.hasAlpha ? whole : whole.removeAlpha(), edge))
}
