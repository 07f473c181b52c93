import { type Metadata } from 'sharp'
import { compact } from '#media/meta'
import { withDeadline } from '#media/deadline'
import { readExif } from '#media/image/exif'
import { decodeHeic } from '#media/image/heic'
import { readHeader } from '#media/image/header'
import { placeholderOf } from '#media/image/placeholder'
import { decode } from '#media/image/raster'
import { sourceOf } from '#media/image/source'
import { renderVariant } from '#media/image/variants'
import { type Inspection, type Limits, type ProcessOptions } from '#media/media'

/**
 * Reads a picture whose type its first bytes have proved: header and limits first, then one decode
 * at the size of the largest variant, from which all variants are made, the smallest first.
 */
export async function processImage(
  path: string,
  contentType: string,
  { recipes, limits, signal, withholdGps, onVariant }: ProcessOptions
): Promise<Inspection> {
  const edge = Math.max(...recipes.map((recipe) => recipe.edge))
  const inTime = <T>(work: Promise<T>) => withDeadline(work, limits.seconds, signal)
  const picture = await inTime(readPicture(path, contentType, edge, limits))
  const { header, raster } = picture

  for (const recipe of recipes.toSorted((a, b) => a.edge - b.edge)) {
    await onVariant(await inTime(renderVariant(picture, recipe)))
  }

  return {
    contentType,
    kind: 'image',
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    meta: metaOf(header, limits.metadataBytes, withholdGps),
    placeholder: await placeholderOf(raster),
  }
}

async function readPicture(path: string, type: string, edge: number, limits: Limits) {
  const source = await sourceOf(path, type, limits)
  const header = await readHeader(source, type, limits)
  const isHeic = type === 'image/heic'
  const decoding = isHeic ? decodeHeic(path, header, edge) : decode(source, edge, limits.seconds)
  return { path, header, raster: await decoding }
}

/** What the camera wrote, what the format itself tells, and which blocks were found at all. */
function metaOf(header: Metadata, metadataBytes: number, withholdGps = false) {
  const isReadable = header.exif && header.exif.length <= metadataBytes
  const { gps, ...camera } = isReadable ? readExif(header.exif!) : {}
  const embedded = (['exif', 'xmp', 'iptc', 'icc'] as const).filter((name) => header[name])

  return {
    ...camera,
    ...compact({
      gps: withholdGps ? undefined : gps,
      gpsWithheld: withholdGps && gps ? true : undefined,
      pages: header.pages,
      hasAlpha: header.hasAlpha,
      colourSpace: header.space,
      bitDepth: header.bitsPerSample,
      embedded,
    }),
  }
}
