import { type Metadata } from 'sharp'
import { open } from 'node:fs/promises'
import sharp from '#app/media/sharp'
import { endOfPicture } from '#app/media/image/boxes'
import { allItems } from '#app/media/image/items'
import { decodeGrid, gridOf } from '#app/media/image/heic_grid'
import { OpenHeif, type HeifPixels } from '#app/media/image/libheif'
import { rasterizeIn } from '#app/media/image/profile'
import { fitWithin, scale, shrink, type Raster } from '#app/media/image/raster'
import { turn } from '#app/media/image/turn'

/**
 * Decodes a HEIC, whose HEVC the prebuilt libvips cannot read, to `edge` pixels at most. It
 * computes in this thread and keeps its memory, so it wants a process of its own.
 */
export async function decodeHeic(path: string, header: Metadata, edge: number): Promise<Raster> {
  const heif = await OpenHeif.open(await readPicture(path))
  const grid = await gridOf(path, header)
  if (!grid) {
    const { data, ...raw } = packed(heif.decode(Boolean(header.hasAlpha)))
    return rasterizeIn(header.icc, fitWithin(sharp(data, { raw }), edge))
  }
  const small = await shrink(decodeGrid(heif, grid), edge)
  return rasterizeIn(header.icc, scale(await turn(small, grid.properties, edge), edge))
}

/** Moves the lines together, where they lie. */
function packed({ data, stride, width, height, channels }: HeifPixels): Raster {
  const line = width * channels
  for (let row = 1; row < height && stride > line; row++) {
    data.copyWithin(row * line, row * stride, row * stride + line)
  }
  return { data: Buffer.from(data.buffer, data.byteOffset, line * height), width, height, channels }
}

/** Without what a phone has put behind the picture, which may be a film. */
async function readPicture(path: string) {
  const bytes = Buffer.alloc(await endOfPicture(path, await endOfItems(path)))
  await using file = await open(path)
  await file.read(bytes, 0, bytes.length, 0)
  return bytes
}

/** Where the bytes end to which the picture's directory leads; infinite where it does not tell. */
async function endOfItems(path: string) {
  const items = (await allItems(path)) ?? []
  const extents = items.flatMap((item) => (item.isInFile ? item.extents : []))
  const ends = extents.map(({ offset, length }) => offset + (length || Infinity))
  return ends.length > 0 ? ends.reduce((last, end) => Math.max(last, end)) : Infinity
}
