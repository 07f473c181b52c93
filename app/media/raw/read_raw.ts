import { combine } from '#app/media/image/photo_facts'
import { orientationIn, readExif } from '#app/media/image/exif'
import { readHeader } from '#app/media/image/header'
import { decodeMemory } from '#app/media/image/memory'
import { decode } from '#app/media/image/raster'
import { orient } from '#app/media/image/turn'
import { compact } from '#app/media/meta'
import { type Limits, type ProcessOptions } from '#app/media/media'
import { type Reading } from '#app/media/reading'
import { largestJpeg } from '#app/media/raw/embedded_jpeg'
import { blocksOfRaw } from '#app/media/raw/raw_blocks'
import { Rejection } from '#app/media/rejection'
import { largestEdge } from '#app/media/size'

/**
 * Reads a RAW photograph: its EXIF, and the preview that the camera put into it. One without a
 * preview, or with one that cannot be shown, is kept with its facts (`preview` says `none`), for the
 * programs that develop it.
 */
export async function readRaw(
  path: string,
  type: string,
  options: ProcessOptions
): Promise<Reading> {
  const { limits, recipes } = options
  const own = await blocksOfRaw(path, type)
  const preview = await previewOf(path, limits)
  const blocks = own.length > 0 || !preview?.header.exif ? own : [preview.header.exif]
  const raster = preview && (await decode(preview.bytes, largestEdge(recipes)).catch(nothing))
  // That of the preview, where it has one, is applied as it is decoded.
  const turn = preview?.header.orientation ? 1 : (own.map(orientationIn).find(Boolean) ?? 1)
  const { width = null, height = null } = preview?.header.autoOrient ?? {}
  const readable = blocks.filter(({ length }) => length <= limits.metadataBytes)
  return {
    width: turn > 4 ? height : width,
    height: turn > 4 ? width : height,
    meta: {
      ...combine(readable.map(readExif)),
      ...compact({ preview: raster ? 'embedded' : 'none' }),
      embedded: blocks.length > 0 ? ['exif'] : [],
    },
    picture: raster && { raster: turn > 1 ? await orient(raster, turn) : raster },
  }
}

async function previewOf(path: string, limits: Limits) {
  const bytes = await largestJpeg(path)
  const header = bytes && (await readHeader(bytes, 'image/jpeg', limits).catch(nothing))
  if (!header) return undefined
  return (await decodeMemory('', 'image/jpeg', header)) <= limits.memory
    ? { bytes, header }
    : undefined
}

/** Of what the file is to blame for. */
function nothing(error: unknown) {
  if (error instanceof Rejection) return undefined
  throw error
}
