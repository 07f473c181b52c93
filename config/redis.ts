import env from '#start/env'
import { defineConfig } from '@adonisjs/redis'
import type { InferConnections } from '@adonisjs/redis/types'
import { parseRedisUrl } from '#app/persistence/redis/address'
import { clusterOptions, serverOptions } from '#app/persistence/redis/connect'

/** Where there is a Redis, it keeps the counters of the limits. */
export const redisUrl = env.get('REDIS_URL')

const address = parseRedisUrl(redisUrl ?? 'redis://127.0.0.1:6379')!

// A rate limit is not worth a wait: without an answer the request proceeds.
const behaviour = {
  connectTimeout: 2_000,
  commandTimeout: 300,
  maxRetriesPerRequest: 0,
  retryStrategy: (attempt: number) => Math.min(attempt * 200, 5_000),
}

const limits =
  address.kind === 'cluster'
    ? {
        clusters: address.hosts,
        clusterOptions: { ...clusterOptions(address, behaviour), maxRedirections: 2 },
      }
    : serverOptions(address, behaviour)

const redisConfig = defineConfig({ connection: 'limits', connections: { limits } })

export default redisConfig

declare module '@adonisjs/redis/types' {
  export interface RedisConnections extends InferConnections<typeof redisConfig> {}
}
