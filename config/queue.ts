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
 * How often an asset may fail, and how long a retry waits: doubling from the first, at most the
 * last. A run that dies with its worker is no failure of its asset, so these are many.
 */
export const retries = { attempts: 5, deaths: 20, firstSeconds: 2, lastSeconds: 120 }

/** No attempt lasts longer than this, in seconds. */
export const processingSeconds = 3_600
