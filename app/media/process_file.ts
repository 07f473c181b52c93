import { processAlone } from '#media/alone/process_alone'
import { withDeadline } from '#media/deadline'
import { isReadAlone, type Format } from '#media/formats'
import { readDocument } from '#media/document/read_document'
import { placeholderOf } from '#media/image/placeholder'
import { readImage } from '#media/image/read_image'
import { renderVariant } from '#media/image/variants'
import { type Inspection, type ProcessOptions } from '#media/media'
import { proveFormat } from '#media/prove_format'

/**
 * Reads the file at `path` whole: proves its type, holds it against the limits, decodes it once
 * and hands over each variant. Throws a `Rejection` when the content is at fault; any other error
 * is the machine's, and the file may be tried again.
 */
export async function processFile(path: string, options: ProcessOptions): Promise<Inspection> {
  const format = await proveFormat(path, options)
  if (isReadAlone(format) && !options.isAlone) return processAlone(path, options)

  const { limits, signal, onVariant } = options
  const inTime = <T>(work: Promise<T>) => withDeadline(work, limits.seconds, signal)
  const { picture, meta, ...size } = await inTime(read(path, format, options))
  if (picture) {
    for (const recipe of options.recipes.toSorted((a, b) => a.edge - b.edge)) {
      await onVariant(await inTime(renderVariant(picture, recipe)))
    }
  }
  return {
    contentType: format.type,
    kind: format.kind,
    ...size,
    meta: options.withholdGps ? withoutPlace(meta) : meta,
    placeholder: picture ? await placeholderOf(picture.raster) : null,
  }
}

/** Most files are pictures, so what reads the others is loaded when the first one comes. */
async function read(path: string, { kind, type }: Format, options: ProcessOptions) {
  if (kind === 'image') return readImage(path, type, options)
  if (kind === 'document') return readDocument(path, options)
  const { readRecording } = await import('#media/recording/read_recording')
  return readRecording(path, type, options)
}

/** Says that there was a place, and not which. */
function withoutPlace({ gps, ...meta }: Inspection['meta']) {
  return gps ? { ...meta, gpsWithheld: true } : meta
}
