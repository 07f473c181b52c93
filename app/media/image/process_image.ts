import { type Metadata } from 'sharp'
import { compact } from '#media/meta'
import { withDeadline } from '#media/deadline'
import { readExif } from '#media/image/exif'
import { readHeader } from '#media/image/header'
import { placeholderOf } from '#media/image/placeholder'
import { decode } from '#media/image/raster'
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
  const reading = readPicture(path, contentType, edge, limits)
  const { header, raster } = await withDeadline(reading, limits.seconds, signal)

  for (const recipe of recipes.toSorted((a, b) => a.edge - b.edge)) {
    const variant = await renderVariant(raster, recipe)
    signal?.throwIfAborted()
    await onVariant(variant)
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

async function readPicture(path: string, contentType: string, edge: number, limits: Limits) {
  const header = await readHeader(path, contentType, limits)
  return { header, raster: await decode(path, edge, limits.seconds) }
}

/** What the camera wrote, what the format itself tells, and which blocks were found at all. */
function metaOf(header: Metadata, metadataBytes: number, withholdGps = false) {
  const isReadable = header.exif && header.exif.length <= metadataBytes
  const { gps, ...camera } = isReadable ? readExif(header.exif!) : {}
  const embedded = (['exif', 'xmp', 'iptc', 'icc', 'gainMap'] as const).filter(
    (name) => header[name]
  )

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
