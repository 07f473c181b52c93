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

/** Quarter turns with the clock that each orientation of EXIF asks for (EXIF 2.3, 4.6.4). */
const quarters: Record<number, number> = { 3: 180, 5: 270, 6: 90, 7: 90, 8: 270 }

/** A picture as the orientation of its EXIF asks for: mirrored, then turned. */
export async function orient(raster: Raster, orientation: number): Promise<Raster> {
  const edge = Math.max(raster.width, raster.height)
  const isFlopped = [2, 5, 7].includes(orientation)
  const picture = scale(raster, edge)
  const mirrored = isFlopped ? await rasterize(picture.flop()) : raster
  if (orientation === 4) return rasterize(picture.flip())
  const angle = quarters[orientation]
  return angle ? rasterize(scale(mirrored, edge).rotate(angle)) : mirrored
}
