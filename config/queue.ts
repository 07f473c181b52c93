import env from '#start/env'

/** The PostgreSQL schema that holds the queue's tables where there is no Redis. */
export const queueSchema = 'queue'

/** What the queue's keys in Redis begin with. The braces keep them on one node of a cluster. */
export const queuePrefix = '{media-inbox}'

/** Redis carries the queue where REDIS_URL names it, PostgreSQL otherwise. */
export const queueConfig = {
  name: env.get('QUEUE_NAME', 'media'),
  redisUrl: env.get('REDIS_URL'),
  databaseUrl: env.get('DATABASE_URL'),
}

/** Jobs at a time of one worker. */
export const workerConcurrency = env.get('WORKER_CONCURRENCY', 2)

/**
 * Bytes that a worker may hold after a job. Above them it exits in order, and its supervisor starts
 * it again: native libraries keep what they once took in pieces too small to use.
 */
export const workerMaxMemory = env.get('WORKER_MAX_MEMORY_BYTES', 671_088_640)

/**
 * How often an asset may fail, and how long a retry waits: doubling from the first, at most the
 * last. A run that dies with its worker is no failure of its asset, so these are many.
 */
export const retries = { attempts: 5, deaths: 20, firstSeconds: 2, lastSeconds: 120 }

/**
 * Seconds of processing within an hour that may end in rejections. Files of an account that owes
 * more wait until all others have had their turn.
 */
export const chargeAllowance = 600

/** Seconds of that which are forgiven each second. */
export const chargesForgiven = chargeAllowance / 3_600

/** No attempt lasts longer than this, in seconds. */
export const processingSeconds = 3_600
