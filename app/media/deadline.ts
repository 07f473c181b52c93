/**
 * Waits for `work` for at most `seconds`; then it throws `late`, which blames no file: the machine
 * may have stood still. Throws the reason of `signal` when that is aborted first.
 * Native code cannot be interrupted from here: what is given up may keep a thread busy until it
 * ends on its own.
 */
export async function withDeadline<T>(
  work: Promise<T>,
  seconds: number,
  signal?: AbortSignal,
  late = new Error(`It has taken longer than ${seconds} s by the clock.`)
): Promise<T> {
  const givenUp = Promise.withResolvers<never>()
  const onAbort = () => givenUp.reject(signal?.reason)
  const timeout = setTimeout(() => givenUp.reject(late), seconds * 1000)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, givenUp.promise])
  } finally {
    clearTimeout(timeout)
    signal?.removeEventListener('abort', onAbort)
  }
}
