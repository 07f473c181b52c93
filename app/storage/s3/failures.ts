import { Exception } from '@adonisjs/core/exceptions'
import {
  ObjectChanged,
  ObjectExists,
  ObjectMissing,
  StoreUnavailable,
  UploadMissing,
} from '#storage/errors'

/** What the application can go on from, by the name that S3 gives it. */
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
 * that gets no answer.
 */
export async function reachS3<T>(
  work: () => Promise<T>,
  known: Failures = {},
  signal?: AbortSignal
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof Error)) throw error

    const failure = known[error.name] ?? (isAnswerOrSilence(error) && StoreUnavailable)
    throw failure ? new failure(undefined, { cause: error }) : error
  }
}

/** The same for calls that answer page by page. */
export async function* reachS3For<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = pages[Symbol.asyncIterator]()
  while (true) {
    const { done, value } = await reachS3(() => iterator.next())
    if (done) return
    yield value
  }
}

/** The SDK marks what came of a request, and the system why there was none, as a rule by a code. */
function isAnswerOrSilence(error: Error) {
  if (error instanceof Exception || error instanceof TypeError) return false
  const silence = ['TimeoutError', 'AbortError', 'CredentialsProviderError']
  return '$metadata' in error || 'code' in error || silence.includes(error.name)
}
