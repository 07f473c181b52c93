import { Exception } from '@adonisjs/core/exceptions'
import {
  ObjectChanged,
  ObjectExists,
  ObjectMissing,
  StoreUnavailable,
  UploadMissing,
} from '#app/storage/errors'

/** Errors that the application can handle, by their S3 names. */
type Failures = Record<string, typeof StoreUnavailable>

export const objectFailures: Failures = {
  NotFound: ObjectMissing,
  NoSuchKey: ObjectMissing,
  PreconditionFailed: ObjectChanged,
}

/** Ceph calls a missing upload a missing key. */
export const uploadFailures: Failures = {
  NoSuchUpload: UploadMissing,
  NoSuchKey: UploadMissing,
  InvalidPart: ObjectChanged,
  PreconditionFailed: ObjectExists,
}

/**
 * Runs the call. What S3 refuses becomes the failure that is known for it. Everything else that
 * S3 can say, or not say, is an outage: a call that our key does not allow is no better than one
 * that gets no answer. Where the caller's own signal ended it, that is told instead.
 */
export async function reachS3<T>(
  work: () => Promise<T>,
  known: Failures = {},
  signal?: AbortSignal
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asFailure(error, known, signal)
  }
}

/** The same for what comes page by page, or chunk by chunk. */
export async function* reachS3For<T>(
  items: AsyncIterable<T>,
  known: Failures = {},
  signal?: AbortSignal
): AsyncGenerator<T> {
  try {
    yield* items
  } catch (error) {
    throw asFailure(error, known, signal)
  }
}

function asFailure(error: unknown, known: Failures, signal?: AbortSignal) {
  if (signal?.aborted) return signal.reason
  if (!(error instanceof Error)) return error

  const failure = known[error.name] ?? (isAnswerOrSilence(error) && StoreUnavailable)
  return failure ? new failure(undefined, { cause: error }) : error
}

/** The SDK marks what came of a request, and the system why there was none, as a rule by a code. */
function isAnswerOrSilence(error: Error) {
  if (error instanceof Exception || error instanceof TypeError) return false
  const silence = ['TimeoutError', 'AbortError', 'CredentialsProviderError']
  return '$metadata' in error || 'code' in error || silence.includes(error.name)
}
