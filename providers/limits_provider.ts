import type { ApplicationService } from '@adonisjs/core/types'
import { redisUrl } from '#config/redis'

/** Connects to Redis before the first request wants to be counted. */
export default class LimitsProvider {
  constructor(private app: ApplicationService) {}

  async ready() {
    if (!redisUrl || this.app.getEnvironment() !== 'web') return
    const redis = await this.app.container.make('redis')
    redis.connection('limits')
  }
}
