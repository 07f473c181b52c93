import { type Metadata } from 'sharp'
import { compact } from '#app/media/meta'
import { blocksOf, factsIn, orientedBy, type Blocks } from '#app/media/image/blocks'
import { decodeHeic } from '#app/media/image/heic'
import { decodeLargeAvif } from '#app/media/image/large_avif'
import { readHeader } from '#app/media/image/header'
import { decode } from '#app/media/image/raster'
import { sourceOf, type Source } from '#app/media/image/source'
import { orient } from '#app/media/image/turn'
import { type ProcessOptions } from '#app/media/media'
import { type Plan } from '#app/media/plan'
import { type Reading } from '#app/media/reading'
import { largestEdge } from '#app/media/size'

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
  const header = orientedBy(blocks, read)
  const raster = await decodeAny(path, type, source, { ...plan, header: read }, options)
  const isUpright = header.orientation === read.orientation
  return {
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    meta: { ...factsIn(blocks, limits.metadataBytes), ...headerFacts(header, blocks) },
    picture: {
      raster: isUpright ? raster : await orient(raster, header.orientation!),
      animation: canMove(header) ? { path, header } : undefined,
    },
  }
}

/** By the decoder that can. */
function decodeAny(
  path: string,
  type: string,
  source: Source,
  { header, avif, memory }: Plan & { header: Metadata },
  options: ProcessOptions
) {
  const { limits, recipes, isSandboxed } = options
  const edge = largestEdge(recipes, header)
  if (avif) return decodeLargeAvif(path, avif, header, edge, options, memory)
  if (type === 'image/heic') return decodeHeic(path, header, edge)
  return decode(source, edge, isSandboxed ? undefined : limits.seconds)
}

function canMove({ format, pages = 1, orientation = 1 }: Metadata) {
  return (format === 'gif' || format === 'webp') && pages > 1 && orientation === 1
}

/** What the format itself tells, and which blocks were found at all. */
function headerFacts(header: Metadata, { exif, xmp, iptc, icc }: Blocks) {
  return compact({
    pages: header.pages,
    hasAlpha: header.hasAlpha,
    colourSpace: header.space,
    bitDepth: header.bitsPerSample,
    embedded: Object.keys(compact({ exif, xmp, iptc, icc }) ?? {}),
  })
}
