import { isTemporary, MediaInboxError } from './errors.js'

const ATTEMPTS = 6
const FIRST_PAUSE = 500

/** Does the work again after failures that may pass: six times at most, each pause twice as long. */
export async function retrying<Result>(work: () => Promise<Result>, signal?: AbortSignal) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      stopIfAborted(signal)
      if (attempt === ATTEMPTS || !isTemporary(error)) throw error
      const named = error instanceof MediaInboxError ? (error.retryAfter ?? 0) * 1_000 : 0
      await pause(Math.max(named, FIRST_PAUSE * 2 ** (attempt - 1)), signal)
    }
  }
}

/** Waits so many milliseconds; rejects if the signal aborts before. */
export function pause(milliseconds: number, signal?: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    stopIfAborted(signal)
    const abort = () => {
      clearTimeout(timer)
      reject(signal!.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', abort, { once: true })
  })
}

/** Throws the signal's reason. The method of that name is not everywhere. */
export function stopIfAborted(signal?: AbortSignal) {
  if (signal?.aborted) throw signal.reason ?? new Error('Aborted')
}
