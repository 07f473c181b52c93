import { type Metadata } from 'sharp'
import { compact } from '#app/media/meta'
import { blocksOf, factsIn, orientedBy, type Blocks } from '#app/media/image/blocks'
import { decodeAny } from '#app/media/image/decode_any'
import { readHeader } from '#app/media/image/header'
import { type Raster } from '#app/media/image/raster'
import { sourceOf } from '#app/media/image/source'
import { isOpaque as isOpaqueIn, tiffLayout } from '#app/media/image/tiff_layout'
import { orient } from '#app/media/image/turn'
import { type ProcessOptions } from '#app/media/media'
import { type Plan } from '#app/media/plan'
import { type Reading } from '#app/media/reading'

/**
 * Reads a picture whose type its first bytes have proved: its header where that is not known yet,
 * then one decode at the size of the largest variant.
 */
export async function readImage(
  path: string,
  type: string,
  plan: Plan,
  options: ProcessOptions
): Promise<Reading> {
  const { limits } = options
  const source = plan.avif ? path : await sourceOf(path, type, limits)
  const read = plan.header ?? (await readHeader(source, type, limits))
  const blocks = await blocksOf(path, read, limits.metadataBytes)
  const layout = type === 'image/tiff' ? await tiffLayout(path) : undefined
  const isOpaque = layout !== undefined && isOpaqueIn(layout)
  const header = orientedBy(blocks, read)
  const raster = await decodeAny(path, type, source, { ...plan, header: read, isOpaque }, options)
  const isUpright = header.orientation === read.orientation
  return {
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    meta: { ...factsIn(blocks, limits.metadataBytes), ...headerFacts(header, blocks, isOpaque) },
    picture: {
      raster: isUpright ? raster : await orient(raster, header.orientation!),
      animation: canMove(header, raster) ? { path, header } : undefined,
    },
  }
}

/** All frames of one with holes that its decoder fills would have to be decoded here. */
function canMove({ format, pages = 1, orientation = 1, hasAlpha }: Metadata, raster: Raster) {
  if (raster.channels === 4 && !hasAlpha) return false
  return (format === 'gif' || format === 'webp') && pages > 1 && orientation === 1
}

/** What the format itself tells, and which blocks were found at all. */
function headerFacts(header: Metadata, { exif, xmp, iptc, icc }: Blocks, isOpaque: boolean) {
  return compact({
    pages: header.pages,
    hasAlpha: header.hasAlpha && !isOpaque,
    colourSpace: header.space,
    bitDepth: header.bitsPerSample,
    embedded: Object.keys(compact({ exif, xmp, iptc, icc }) ?? {}),
  })
}
