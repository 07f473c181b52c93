import { extensionContradicts, formatOf, type Format } from '#app/media/formats'
import { type ProcessOptions } from '#app/media/media'
import { Rejection } from '#app/media/rejection'
import { sniff } from '#app/media/sniff'

type Claims = Pick<ProcessOptions, 'contentType' | 'filename'>

/**
 * The format of a file whose name, declared type and first bytes agree, aliases aside. Throws a
 * rejection when they do not.
 */
export async function verifyFormat(
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
  const announced = `The file was announced as ${declared}`
  if (proved.length === 0) {
    return `${announced}, but its content is not of an accepted type. Upload it as one of the accepted types.`
  }
  return (
    `${announced}, its content is ${proved.join(' or ')}, and its name has to say ` +
    'the same. Upload it again with its own type and extension.'
  )
}
