import type { MediaKind } from '#app/media/media'
import { formatOf, typeNameOf } from '#app/media/formats'
import { formatBytes } from '#app/process/units'
import { allowedTypes, sizeLimits } from '#config/uploads'
import { FileEmpty, FileTooLarge, TypeNotAllowed } from '#app/uploads/errors'

/** What a client declares of the file that it is about to send. */
export interface DeclaredFile {
  filename: string
  contentType: string
  /** Bytes. */
  size: number
  /** Base64 of the SHA-256. */
  sha256?: string
  withholdGps?: boolean
  /** The client's own data, and its own id of the file. */
  metadata?: Record<string, unknown>
  externalId?: string
}

export type AcceptedFile = DeclaredFile & { kind: MediaKind }

/**
 * The declaration with its type's usual name and its kind; refused with `E_TYPE_NOT_ALLOWED`,
 * `E_FILE_EMPTY` or `E_FILE_TOO_LARGE` if such a file is not accepted.
 */
export function acceptFile(input: DeclaredFile): AcceptedFile {
  const { filename, size, sha256, withholdGps = false, metadata, externalId } = input
  const format = formatOf(input.contentType)
  if (!format || !allowedTypes.has(format.type)) {
    throw new TypeNotAllowed(
      `Files of this type are not accepted. Allowed are: ${[...allowedTypes].join(', ')}.`
    )
  }
  const contentType = typeNameOf(input.contentType)!
  const { kind } = format
  if (size === 0) throw new FileEmpty()
  if (size > sizeLimits[kind]) {
    const limit = formatBytes(sizeLimits[kind])
    throw new FileTooLarge(`The file is too large: ${kind} files may have up to ${limit}.`)
  }
  return { filename, contentType, size, sha256, withholdGps, metadata, externalId, kind }
}
