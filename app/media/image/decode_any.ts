import { type Metadata } from 'sharp'
import { decodeHeic } from '#app/media/image/heic'
import { decodeHighRange, highRangeOf, mapRange } from '#app/media/image/high_range'
import { withFirstFrame } from '#app/media/image/first_frame'
import { decodeLargeAvif } from '#app/media/image/large_avif'
import { decode, decodeOpaque, type Raster } from '#app/media/image/raster'
import { type Source } from '#app/media/image/source'
import { withoutEnd } from '#app/media/image/missing_end'
import { type ProcessOptions } from '#app/media/media'
import { type Plan } from '#app/media/plan'
import { largestEdge } from '#app/media/size'

/** What is known of a picture before it is decoded. */
export interface Known extends Plan {
  header: Metadata
  /** Its last channel is no transparency. */
  isOpaque: boolean
}

/** Decodes a picture to the size of its largest variant, by the decoder that can. */
export async function decodeAny(
  path: string,
  type: string,
  source: Source,
  { header, avif, memory, isOpaque }: Known,
  options: ProcessOptions
): Promise<Raster> {
  const edge = largestEdge(options.recipes, header)
  const seconds = options.isSandboxed ? undefined : options.limits.seconds
  const range = await highRangeOf(path, type)
  if (avif) return mapRange(await decodeLargeAvif(path, avif, header, edge, options, memory), range)
  if (type === 'image/heic') return mapRange(await decodeHeic(path, header, edge), range)
  if (range) return decodeHighRange(source, range, edge, seconds)
  if (isOpaque) return decodeOpaque(source, edge, seconds)
  const decoded = decode(source, edge, seconds)
  if (type === 'image/gif') return withFirstFrame(path, header, await decoded)
  return type === 'image/jpeg' ? withoutEnd(path, decoded, edge, seconds) : decoded
}
