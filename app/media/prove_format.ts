import { extensionContradicts, formatOf, type Format } from '#media/formats'
import { type ProcessOptions } from '#media/media'
import { Rejection } from '#media/rejection'
import { sniff } from '#media/sniff'

type Claims = Pick<ProcessOptions, 'contentType' | 'filename'>

/**
 * The format of a file whose name, declared type and first bytes agree, aliases aside. Throws a
 * rejection when they do not.
 */
export async function proveFormat(
  path: string,
  { contentType, filename }: Claims
): Promise<Format> {
  const declared = formatOf(contentType)
  const proved = await sniff(path)
  const isProved = declared !== undefined && proved.includes(declared.type)
  if (!isProved || extensionContradicts(filename ?? '', declared.type)) {
    throw new Rejection('E_TYPE_MISMATCH', mismatch(contentType, proved))
  }
  return declared
}

function mismatch(declared: string, proved: string[]) {
  const content = proved.length > 0 ? proved.join(' or ') : 'of no type that is taken in'
  return (
    `The file was announced as ${declared}, its content is ${content}, and its name has to say ` +
    'the same. Upload it again with its own type and extension.'
  )
}
