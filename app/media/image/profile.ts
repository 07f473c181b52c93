import { type Sharp } from 'sharp'
import { crc32, deflateSync } from 'node:zlib'
import sharp from '#app/media/sharp'
import { rasterize, type Raster } from '#app/media/image/raster'

/**
 * Runs a pipeline into memory, its colours read by an ICC profile that another decoder than
 * libvips found. sharp applies one only where a file carries it, so a PNG is made in between.
 */
export async function rasterizeIn(profile: Buffer | undefined, pipeline: Sharp): Promise<Raster> {
  if (!profile) return rasterize(pipeline)
  const png = await pipeline.png({ compressionLevel: 0 }).toBuffer()
  return rasterize(sharp(withProfile(png, profile), { failOn: 'none' }))
}

/** Puts the profile right behind the header (PNG specification, 11.3.2.3). */
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
