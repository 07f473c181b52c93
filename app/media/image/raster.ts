import { type Sharp } from 'sharp'
import sharp from '#media/sharp'
import { imageFault } from '#media/image/fault'

/** A decoded picture in sRGB, 8 bits a channel, upright. All variants are made from it. */
export interface Raster {
  data: Buffer
  width: number
  height: number
  channels: 1 | 2 | 3 | 4
}

/**
 * Decodes a picture once, to `edge` pixels at most, so that libvips can shrink while it loads.
 * Orientation and colour profile are applied. Throws a rejection when the picture is damaged: one
 * that is cut off counts as that, a mere warning of its decoder does not.
 */
export async function decode(path: string, edge: number, seconds: number): Promise<Raster> {
  const pipeline = sharp(path, { failOn: 'error', limitInputPixels: false })
    .timeout({ seconds: Math.ceil(seconds) })
    .autoOrient()
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
  try {
    const { data, info } = await pipeline.toBuffer({ resolveWithObject: true })
    return { data, width: info.width, height: info.height, channels: info.channels }
  } catch (error) {
    throw imageFault(error)
  }
}

/** The picture again, to `edge` pixels at most, ready to be encoded. */
export function scale({ data, width, height, channels }: Raster, edge: number): Sharp {
  return sharp(data, { raw: { width, height, channels } }).resize(edge, edge, {
    fit: 'inside',
    withoutEnlargement: true,
  })
}
