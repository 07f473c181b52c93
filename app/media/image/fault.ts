import { Rejection, type RejectionCode } from '#app/media/rejection'

/** Messages of libvips that speak of the machine rather than of the file. */
const machineAtFault =
  /^timeout|out of memory|unable to allocate|too many open files|no space|unable to open|file is missing|i\/o error/i

/** And those that speak of the file; what none of them fits means damage. */
const reasons: [RegExp, RejectionCode][] = [
  [/pixel limit|security limit|block too large/i, 'E_IMAGE_TOO_LARGE'],
  [/unsupported (?!image format)|not configured|not been built in/i, 'E_IMAGE_UNSUPPORTED'],
]

/**
 * What a failed decode means: a rejection where the file is at fault, the error itself where the
 * machine is, so that the job is tried again.
 */
export function imageFault(error: unknown): unknown {
  if (!(error instanceof Error) || machineAtFault.test(error.message)) return error
  const reason = reasons.find(([message]) => message.test(error.message))
  return new Rejection(reason?.[1] ?? 'E_IMAGE_CORRUPT', undefined, { cause: error })
}
