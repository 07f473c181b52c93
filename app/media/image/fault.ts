import { Rejection } from '#media/rejection'

/** Messages of libvips that speak of the machine rather than of the file. */
const machineAtFault =
  /out of memory|unable to allocate|too many open files|no space|unable to open|file is missing|i\/o error/i

/**
 * What a failed decode means: a rejection where the file is at fault, the error itself where the
 * machine is, so that the job is tried again.
 */
export function imageFault(error: unknown): unknown {
  if (!(error instanceof Error) || machineAtFault.test(error.message)) return error
  if (/^timeout/.test(error.message)) {
    return new Rejection('E_PROCESSING_TIMEOUT', undefined, { cause: error })
  }
  if (/pixel limit/.test(error.message)) {
    return new Rejection('E_IMAGE_TOO_LARGE', undefined, { cause: error })
  }
  return new Rejection('E_IMAGE_CORRUPT', undefined, { cause: error })
}
