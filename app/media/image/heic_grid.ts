import { type Metadata } from 'sharp'
import { type Box } from '#app/media/image/item_boxes'
import { primaryItem } from '#app/media/image/items'
import { type OpenHeif } from '#app/media/image/libheif'
import { type Raster } from '#app/media/image/raster'
import { Rejection } from '#app/media/rejection'

/** A picture of a phone: tiles of one size, line by line. */
export interface Grid extends Size {
  tile: Size
  ids: number[]
  /** What has to be done with it, in order. */
  properties: Box[]
}

interface Size {
  width: number
  height: number
}

/**
 * The tiles of a HEIC, when they can be put together here: libheif keeps what it needed for each of
 * them, which is more than all pixels take. Undefined for one that is no grid, is cut, transparent,
 * or tells other colours than its tiles do.
 */
export async function gridOf(path: string, header: Metadata): Promise<Grid | undefined> {
  const item = header.hasAlpha ? undefined : await primaryItem(path)
  const [size, tile] = [sizeIn(item?.properties), sizeIn(item?.partProperties)]
  if (item?.type !== 'grid' || !size || !tile) return undefined
  const { parts, properties, partProperties } = item
  const isOther = size.width * size.height !== header.width * header.height
  const isCut = properties.some(({ name }) => name === 'clap')
  const count = Math.ceil(size.width / tile.width) * Math.ceil(size.height / tile.height)
  const isWhole = count === parts.length && parts.every(({ type }) => type === 'hvc1')
  if (isOther || isCut || !isWhole || !isIn(coloursOf(properties), partProperties)) return undefined
  return { ...size, tile, ids: parts.map(({ id }) => id), properties }
}

/** Decodes it, a tile after the other, before it is turned. Throws a rejection when one is damaged. */
export function decodeGrid(heif: OpenHeif, { width, height, tile, ids }: Grid): Raster {
  const data = Buffer.alloc(width * height * 3)
  const columns = Math.ceil(width / tile.width)
  for (const [index, id] of ids.entries()) {
    const left = (index % columns) * tile.width
    const top = Math.floor(index / columns) * tile.height
    const [wide, high] = [Math.min(tile.width, width - left), Math.min(tile.height, height - top)]
    heif.decodePart(id, (pixels) => {
      if (pixels.width < wide || pixels.height < high) throw new Rejection('E_IMAGE_CORRUPT')
      for (let row = 0; row < high; row++) {
        const line = pixels.data.subarray(row * pixels.stride, row * pixels.stride + 3 * wide)
        data.set(line, 3 * ((top + row) * width + left))
      }
    })
  }
  return { data, width, height, channels: 3 }
}

function sizeIn(properties: Box[] = []): Size | undefined {
  const body = properties.find(({ name }) => name === 'ispe')?.body
  if (!body || body.length < 12) return undefined
  const [width, height] = [body.readUInt32BE(4), body.readUInt32BE(8)]
  return width > 0 && height > 0 ? { width, height } : undefined
}

/** How numbers become colours; a profile of those is applied to the whole. */
function coloursOf(properties: Box[]) {
  return properties.filter(({ name, body }) => name === 'colr' && body.indexOf('nclx') === 0)
}

function isIn(some: Box[], all: Box[]) {
  return some.every(({ body }) => all.some((other) => other.body.equals(body)))
}
