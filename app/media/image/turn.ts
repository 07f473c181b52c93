import { type Box } from '#app/media/image/item_boxes'
import { rasterize, scale, type Raster } from '#app/media/image/raster'

/**
 * A picture as the properties of its file ask for (ISO/IEC 23008-12, 6.5.10 and 6.5.12): turned
 * against the clock by quarters, mirrored, in their order.
 */
export async function turn(raster: Raster, properties: Box[], edge: number): Promise<Raster> {
  let turned = raster
  for (const { name, body } of properties) {
    const picture = scale(turned, edge)
    const way = body[0] & 3
    if (name === 'irot' && way > 0) turned = await rasterize(picture.rotate(360 - 90 * way))
    if (name === 'imir') turned = await rasterize(way & 1 ? picture.flop() : picture.flip())
  }
  return turned
}
