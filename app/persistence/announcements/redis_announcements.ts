import type { Cluster, Redis } from 'ioredis'
import logger from '@adonisjs/core/services/logger'
import { connectRedis, reconnectIn, type RedisBehaviour } from '#app/persistence/redis/connect'
import {
  CHANNEL,
  type Announcements,
  type Listener,
} from '#app/persistence/announcements/announcements'

/** Announcements by Redis, which one subscriber a node listens to. */
export class RedisAnnouncements implements Announcements {
  #publisher: Redis | Cluster
  #subscriber?: Redis | Cluster

  constructor(private url: string) {
    this.#publisher = this.#connect({ enableOfflineQueue: false, commandTimeout: 2_000 })
  }

  async publish(userId: string) {
    try {
      await this.#publisher.publish(CHANNEL, userId)
    } catch (error) {
      logger.debug({ err: error }, 'could not announce a change')
    }
  }

  subscribe(listener: Listener) {
    const redis = this.#connect({ autoResubscribe: false })
    redis.on('message', (_channel, userId) => listener(userId))
    redis.on('ready', async () => {
      await redis.subscribe(CHANNEL).catch((error) => redis.emit('error', error))
      listener(null)
    })
    this.#subscriber = redis
  }

  async close() {
    this.#publisher.disconnect()
    this.#subscriber?.disconnect()
  }

  #connect(behaviour: Partial<RedisBehaviour>) {
    const usual = { connectTimeout: 2_000, retryStrategy: reconnectIn }
    const redis = connectRedis(this.url, { ...usual, ...behaviour })
    redis.on('error', (error) => logger.debug({ err: error }, 'announcements'))
    return redis
  }
}
