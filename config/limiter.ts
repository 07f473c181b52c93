import cluster from 'node:cluster'
import env from '#start/env'
import { redisUrl } from '#config/redis'
import { defineConfig, stores } from '@adonisjs/limiter'
import { sharedStore } from '#app/process/cluster/shared_store'

const redis = stores.redis({
  connectionName: 'limits',
  keyPrefix: 'limit',
  rejectIfRedisNotReady: true,
})
const database = stores.database({
  connectionName: 'counters',
  tableName: 'rate_limits',
  keyPrefix: 'limit',
})
const memory = cluster.isWorker ? sharedStore : stores.memory({ keyPrefix: 'limit' })

/**
 * Redis counts for all nodes together. Without it the rare limits are counted in the database,
 * and the frequent ones by each node for itself, so that a plain read costs no write.
 */
const limiterConfig = defineConfig({
  default: 'frequent',
  stores: { frequent: redisUrl ? redis : memory, rare: redisUrl ? redis : database },
})

export default limiterConfig

declare module '@adonisjs/limiter/types' {
  export interface LimitersList {
    frequent: LimiterManagerStoreFactory
    rare: LimiterManagerStoreFactory
  }
}

const MINUTE = 60
const HOUR = 3_600

/** How many requests are let through within a time, in seconds, for one user or one address. */
export const limits = {
  /** Failed sign-ins of one email from one address, and of one address altogether. */
  signInPair: { store: 'rare', requests: env.get('LIMIT_SIGN_IN', 10), duration: 15 * MINUTE },
  signInAddress: {
    store: 'rare',
    requests: env.get('LIMIT_SIGN_IN_ADDRESS', 100),
    duration: 15 * MINUTE,
  },
  register: { store: 'rare', requests: env.get('LIMIT_REGISTER', 60), duration: HOUR },
  refresh: { store: 'rare', requests: env.get('LIMIT_REFRESH', 60), duration: MINUTE },
  presign: { store: 'rare', requests: env.get('LIMIT_PRESIGN', 1_200), duration: HOUR },
  /** Everything else. */
  user: { store: 'frequent', requests: env.get('LIMIT_USER', 1_800), duration: MINUTE },
  address: { store: 'frequent', requests: env.get('LIMIT_ADDRESS', 600), duration: MINUTE },
} as const

/**
 * Where these paths begin, no limit counts: their urls are signed, probes call them, what they
 * answer lies ready in memory, or they count for themselves who does not know a secret.
 */
export const unlimitedPaths = ['/objects/', '/health', '/ui/', '/hooks/store']
