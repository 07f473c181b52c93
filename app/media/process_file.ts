import { processAlone } from '#media/alone/process_alone'
import { extensionContradicts, formatOf } from '#media/formats'
import { processImage } from '#media/image/process_image'
import { type Inspection, type ProcessOptions } from '#media/media'
import { Rejection } from '#media/rejection'
import { sniff } from '#media/sniff'

/**
 * Reads the file at `path` whole: proves its type, holds it against the limits, decodes it once
 * and hands over each variant. Throws a `Rejection` when the content is at fault; any other error
 * is the machine's, and the file may be tried again.
 */
export async function processFile(path: string, options: ProcessOptions): Promise<Inspection> {
  const { type, kind, isReadAlone } = await proveFormat(path, options)
  if (isReadAlone && !options.isAlone) return processAlone(path, options)
  if (kind === 'image') return processImage(path, type, options)
  return { contentType: type, kind, width: null, height: null, meta: {}, placeholder: null }
}

/** Name, declared type and first bytes have to agree, aliases aside. */
async function proveFormat(path: string, { contentType, filename }: ProcessOptions) {
  const declared = formatOf(contentType)
  const proved = await sniff(path)
  if (!declared || !proved.includes(declared.type)) throw mismatch(contentType, proved)
  if (filename && extensionContradicts(filename, declared.type)) {
    throw mismatch(contentType, proved)
  }
  return declared
}

function mismatch(declared: string, proved: string[]) {
  const content = proved.length > 0 ? proved.join(' or ') : 'of no type that is taken in'
  return new Rejection(
    'E_TYPE_MISMATCH',
    `The file was announced as ${declared}, its content is ${content}, and its name has to say ` +
      'the same. Upload it again with its own type and extension.'
  )
}
