import RateLimiterBridge from '@adonisjs/limiter/stores/bridge'
import type { LimiterManagerStoreFactory } from '@adonisjs/limiter/types'
import { RateLimiterCluster } from 'rate-limiter-flexible'

const ANSWER_MILLISECONDS = 1_000

/** Counts in the memory of the process that runs this one, for all of its processes together. */
class SharedStore extends RateLimiterBridge {
  readonly name = 'shared'

  /** Nothing here asks for it, and the others' counts are not ours to clear. */
  async clear() {
    throw new Error('The counts are shared with other processes: they end by themselves.')
  }
}

/** A store for each limit, by what distinguishes them. */
export const sharedStore: LimiterManagerStoreFactory = ({ requests, duration, blockDuration }) => {
  const seconds = Number(duration)
  return new SharedStore(
    new RateLimiterCluster({
      keyPrefix: `limit-${requests}-${seconds}`,
      points: requests,
      duration: seconds,
      blockDuration: Number(blockDuration ?? 0),
      timeoutMs: ANSWER_MILLISECONDS,
    })
  )
}
