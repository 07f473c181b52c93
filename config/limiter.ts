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
 * and the frequent ones by each node for itself, so that a plain read costs no write. While a
 * store is down, each node counts in memory.
 */
const limiterConfig = defineConfig({
  default: 'frequent',
  stores: {
    frequent: redisUrl ? redis : memory,
    rare: redisUrl ? redis : database,
    memory,
  },
})

export default limiterConfig

declare module '@adonisjs/limiter/types' {
  export interface LimitersList {
    frequent: LimiterManagerStoreFactory
    rare: LimiterManagerStoreFactory
    memory: LimiterManagerStoreFactory
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
  /** Failed sign-ins of one email from everywhere, and the pace of strangers beyond it. */
  signInAccount: {
    store: 'rare',
    requests: env.get('LIMIT_SIGN_IN_ACCOUNT', 100),
    duration: 15 * MINUTE,
  },
  signInSlowed: { store: 'rare', requests: 1, duration: 10 },
  /** Failed sign-ins of a device that is known to the account, and wrong passwords in a session. */
  signInDevice: { store: 'rare', requests: env.get('LIMIT_SIGN_IN', 10), duration: 15 * MINUTE },
  /** Wrong codes of one account from devices that it does not know. */
  secondFactor: { store: 'rare', requests: env.get('LIMIT_SECOND_FACTOR', 20), duration: HOUR },
  register: { store: 'rare', requests: env.get('LIMIT_REGISTER', 60), duration: HOUR },
  /** Refreshes of one session, and failed ones of one address. */
  refresh: { store: 'rare', requests: env.get('LIMIT_REFRESH', 60), duration: MINUTE },
  refreshFailures: { store: 'rare', requests: env.get('LIMIT_REFRESH', 60), duration: MINUTE },
  /** Mails that a request causes without a session: for one recipient, and from one address. */
  mailAccount: { store: 'rare', requests: env.get('LIMIT_MAIL', 5), duration: HOUR },
  mailAddress: { store: 'rare', requests: env.get('LIMIT_MAIL_ADDRESS', 60), duration: HOUR },
  /** Visits of upload links from one address. */
  visit: { store: 'rare', requests: 600, duration: HOUR },
  /** Archives of shares from one address. */
  sharedArchive: { store: 'rare', requests: 60, duration: HOUR },
  presign: { store: 'rare', requests: env.get('LIMIT_PRESIGN', 1_200), duration: HOUR },
  /** Everything else. */
  user: { store: 'frequent', requests: env.get('LIMIT_USER', 1_800), duration: MINUTE },
  address: { store: 'frequent', requests: env.get('LIMIT_ADDRESS', 600), duration: MINUTE },
} as const

/**
 * No general limit counts what begins with these paths: their urls are signed, probes call them,
 * what they answer lies ready in memory, or they count those who do not know a secret themselves.
 */
export const unlimitedPaths = [
  '/objects/',
  '/archives/',
  '/shared/',
  '/health',
  '/ui/',
  '/hooks/store',
  '/auth/refresh',
]
