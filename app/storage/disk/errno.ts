import { Exception } from '@adonisjs/core/exceptions'
import { StoreFull, StoreUnavailable } from '#app/storage/errors'

/** Whether the operating system refused, for one of these reasons. */
export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** For `.catch()`: lets these codes pass as "nothing to do" and throws everything else. */
export function unless(...codes: string[]) {
  return (error: unknown): undefined => {
    if (!isErrno(error, ...codes)) throw error
  }
}

/** Runs the work; where the operating system refuses (full, read-only, gone), that is an outage. */
export async function reachDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asOutage(error)
  }
}

/** The same for work that answers item by item. */
export async function* reachDiskFor<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items
  } catch (error) {
    throw asOutage(error)
  }
}

function asOutage(error: unknown) {
  const isRefusal = error instanceof Error && 'syscall' in error && !(error instanceof Exception)
  if (!isRefusal) return error
  const isFull = isErrno(error, 'ENOSPC', 'EDQUOT')
  return new (isFull ? StoreFull : StoreUnavailable)(undefined, { cause: error })
}
