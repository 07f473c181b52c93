import { rgbaToThumbHash } from 'thumbhash'
import { scale, type Raster } from '#app/media/image/raster'

/** The largest edge that ThumbHash takes. */
const edge = 100

/** Base64 of the picture's ThumbHash: about 25 bytes that a client paints until the picture is there. */
export async function placeholderOf(raster: Raster): Promise<string> {
  const { data, info } = await scale(raster, edge)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}
