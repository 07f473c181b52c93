import { type Metadata } from 'sharp'
import { type Raster } from '#app/media/image/raster'
import { firstFrame } from '#app/media/image/gif_blocks'

/**
 * A GIF with nothing where its first frame does not reach: its decoder fills that with black, unless
 * some frame is transparent.
 */
export async function withFirstFrame(
  path: string,
  { width, height }: Metadata,
  raster: Raster
): Promise<Raster> {
  const frame = await firstFrame(path)
  const isWhole = !frame || (frame.width >= width && frame.height >= height)
  if (isWhole || raster.channels !== 3) return raster
  const scale = raster.width / width
  const data = Buffer.alloc(raster.width * raster.height * 4)
  const [right, below] = [frame.left + frame.width, frame.top + frame.height]
  for (let row = 0; row < raster.height; row++) {
    const y = (row + 0.5) / scale
    for (let column = 0; column < raster.width; column++) {
      const x = (column + 0.5) / scale
      const isInside = x >= frame.left && x < right && y >= frame.top && y < below
      const at = row * raster.width + column
      if (!isInside) continue
      raster.data.copy(data, 4 * at, 3 * at, 3 * at + 3)
      data[4 * at + 3] = 255
    }
  }
  return { ...raster, data, channels: 4 }
}
