/** Every reason to reject a file, in words for its owner. */
export const rejections = {
  E_MALWARE:
    'The scanner found malware in the file. If you trust it, ask an administrator to release it.',
  E_TYPE_MISMATCH:
    'The content of the file is not of the type that was announced. Upload it again with its own type and extension.',
  E_DIGEST_MISMATCH:
    'The bytes that arrived are not the announced ones: their SHA-256 differs. Upload the file again.',
  E_UPLOAD_MISMATCH:
    'The file that arrived is not the announced one: its length differs. Upload the file again.',
  E_IMAGE_TOO_LARGE:
    'The picture has more pixels, frames, pages or metadata than are processed. Upload a smaller version.',
  E_IMAGE_CORRUPT:
    'The picture is damaged or cut off and cannot be shown whole. Upload an intact copy.',
  E_IMAGE_UNSUPPORTED:
    'The picture is written in a way that cannot be read here. Save it as an ordinary JPEG or PNG and upload that.',
  E_PROCESSING_TIMEOUT:
    'The file takes too long to process. Open it in a picture editor, save it again and upload that.',
  E_PROCESSING_MEMORY:
    'The file needs more memory to process than is allowed. Upload a smaller or simpler version.',
  E_PROCESSING_CRASHED:
    'The file stopped the program that reads it. Open it in a picture editor, save it again and upload that.',
} as const

export type RejectionCode = keyof typeof rejections

/**
 * The content is at fault: processing it again would end the same way. The message is written
 * for the owner and says what to do; the code is stable and documented. What a library said
 * stays in `cause`, for it may name paths.
 */
export class Rejection extends Error {
  constructor(
    readonly code: RejectionCode,
    message: string = rejections[code],
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}
