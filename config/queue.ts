import env from '#start/env'

/** The PostgreSQL schema that holds the queue's tables where there is no Redis. */
export const queueSchema = 'queue'

/** Redis carries the queue where REDIS_URL names it, PostgreSQL otherwise. */
export const queueConfig = {
  name: env.get('QUEUE_NAME', 'media'),
  redisUrl: env.get('REDIS_URL'),
  databaseUrl: env.get('DATABASE_URL'),
}

/** Jobs at a time of one worker. */
export const workerConcurrency = env.get('WORKER_CONCURRENCY', 2)

/** How often an asset is tried, and how long a retry waits: doubling from the first, at most the last. */
export const retries = { attempts: 5, firstSeconds: 2, lastSeconds: 120 }

/** No attempt lasts longer than this, in seconds. */
export const processingSeconds = 3_600
