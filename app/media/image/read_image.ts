import { type Metadata } from 'sharp'
import { compact } from '#media/meta'
import { readExif } from '#media/image/exif'
import { decodeHeic } from '#media/image/heic'
import { readHeader } from '#media/image/header'
import { decode } from '#media/image/raster'
import { exifOfTiff } from '#media/image/tiff_exif'
import { sourceOf } from '#media/image/source'
import { type ProcessOptions } from '#media/media'
import { type Reading } from '#media/reading'
import { largestEdge } from '#media/size'

/**
 * Reads a picture whose type its first bytes have proved: its header where that is not known yet,
 * then one decode at the size of the largest variant.
 */
export async function readImage(
  path: string,
  type: string,
  knownHeader: Metadata | undefined,
  { recipes, limits, isAlone }: ProcessOptions
): Promise<Reading> {
  const edge = largestEdge(recipes)
  const source = await sourceOf(path, type, limits)
  const header = knownHeader ?? (await readHeader(source, type, limits))
  const raster =
    type === 'image/heic'
      ? await decodeHeic(path, header, edge)
      : await decode(source, edge, isAlone ? undefined : limits.seconds)
  return {
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    meta: metaOf(await withExif(header, path), limits.metadataBytes),
    picture: { raster, animation: canMove(header) ? { path, header } : undefined },
  }
}

function canMove({ format, pages = 1, orientation = 1 }: Metadata) {
  return (format === 'gif' || format === 'webp') && pages > 1 && orientation === 1
}

/** libvips finds the EXIF of every format but TIFF. */
async function withExif(header: Metadata, path: string): Promise<Metadata> {
  if (header.format !== 'tiff') return header
  return { ...header, exif: await exifOfTiff(path) }
}

/** What the camera wrote, what the format itself tells, and which blocks were found at all. */
function metaOf({ exif, ...header }: Metadata, metadataBytes: number) {
  const isReadable = exif && exif.length <= metadataBytes
  const blocks = { exif, xmp: header.xmp, iptc: header.iptc, icc: header.icc }

  return {
    ...(isReadable ? readExif(exif) : {}),
    ...compact({
      pages: header.pages,
      hasAlpha: header.hasAlpha,
      colourSpace: header.space,
      bitDepth: header.bitsPerSample,
      embedded: Object.keys(compact(blocks) ?? {}),
    }),
  }
}
