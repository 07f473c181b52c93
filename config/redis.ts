import env from '#start/env'
import { defineConfig } from '@adonisjs/redis'
import type { InferConnections } from '@adonisjs/redis/types'

/** Where there is a Redis, it keeps the counters of the limits. */
export const redisUrl = env.get('REDIS_URL')

const { hostname, port, username, password, pathname, protocol } = new URL(
  redisUrl ?? 'redis://127.0.0.1:6379'
)

const redisConfig = defineConfig({
  connection: 'limits',
  connections: {
    limits: {
      host: hostname,
      port: port || '6379',
      username: decodeURIComponent(username),
      password: decodeURIComponent(password),
      db: Number(pathname.slice(1)) || 0,
      tls: protocol === 'rediss:' ? {} : undefined,
      // A limit is not worth a wait: without an answer the request goes on.
      connectTimeout: 2_000,
      commandTimeout: 300,
      maxRetriesPerRequest: 0,
      retryStrategy: (attempt: number) => Math.min(attempt * 200, 5_000),
    },
  },
})

export default redisConfig

declare module '@adonisjs/redis/types' {
  export interface RedisConnections extends InferConnections<typeof redisConfig> {}
}
